import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Conversation } from "../../src/conversation/conversation";
import { ConnectionLost, RequestRefused, type Answer, type HistoryLine, type OutgoingMessage, type Transport } from "../../src/conversation/transport";

const answer = (text: string): Answer => ({ text, language: null, suggestions: [], products: [], sources: [], handover: false });

/** A server in memory: `replies` are what it does with the next questions. */
class FakeTransport implements Transport {
  storageKey = "conversation";
  asked: OutgoingMessage[] = [];
  stored: HistoryLine[] | null = [];
  replies: (Answer | Error)[] = [];

  async ask(message: OutgoingMessage, onText: (text: string) => void): Promise<Answer> {
    this.asked.push({ ...message });
    const next = this.replies.shift() ?? answer("Ответ.");
    if (next instanceof Error) throw next;
    onText(next.text);
    return next;
  }
  async askByVoice(_: Blob, message: OutgoingMessage) {
    return { ...(await this.ask(message, () => {})), heard: "Сказано" };
  }
  async history() {
    return this.stored;
  }
  startOver() {
    this.storageKey = "another";
  }
  close() {}
}

describe("a conversation", () => {
  let transport: FakeTransport;
  let conversation: Conversation;
  const texts = () => conversation.lines.map((line) => line.text);

  beforeEach(async () => {
    vi.useFakeTimers();
    sessionStorage.clear();
    transport = new FakeTransport();
    conversation = new Conversation(transport, () => {});
    await conversation.start();
  });
  afterEach(() => {
    conversation.close();
    vi.useRealTimers();
  });

  it("shows what a person of the staff writes, with their name, after what is being sent", async () => {
    conversation.sendText("Вопрос");
    transport.stored = [
      { role: "user", text: "Вопрос", at: Date.now() },
      { role: "assistant", text: "Ответ.", at: Date.now() },
      { role: "assistant", text: "Добрый день", at: Date.now(), author: "Марат" },
    ];
    (transport as Transport).onStaffMessage!();
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Вопрос", "Ответ.", "Добрый день"]);
    expect(conversation.lines.at(-1)!.author).toBe("Марат");
  });

  it("shows a question and its answer", async () => {
    conversation.sendText("  Вопрос ");
    expect(conversation.status).toBe("typing");
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Вопрос", "Ответ."]);
    expect(conversation.lines.every((line) => !line.state && !line.live)).toBe(true);
  });

  it("is stored under fields that any version of the chat reads", async () => {
    conversation.sendText("Вопрос");
    expect(JSON.parse(sessionStorage.getItem("conversation")!)).toEqual([
      { id: expect.stringMatching(/^m_/), role: "user", text: "Вопрос", at: Date.now(), state: "sending" },
    ]);
    await vi.runAllTimersAsync();
    expect(JSON.parse(sessionStorage.getItem("conversation")!)).toMatchObject([
      { role: "user", text: "Вопрос", at: Date.now() },
      { role: "assistant", text: "Ответ.", at: Date.now(), language: null, products: [], sources: [] },
    ]);
  });

  it("asks again with the same id when the connection is lost", async () => {
    transport.replies = [new ConnectionLost("gone"), new ConnectionLost("gone"), answer("Вот.")];
    conversation.sendText("Вопрос");
    await vi.runAllTimersAsync();
    expect(new Set(transport.asked.map((message) => message.id)).size).toBe(1);
    expect(transport.asked).toHaveLength(3);
    expect(texts()).toEqual(["Вопрос", "Вот."]);
    expect(conversation.status).toBe("online");
  });

  it("gives up in the end, and sends the same message when told to", async () => {
    transport.replies = Array.from({ length: 40 }, () => new ConnectionLost("gone"));
    conversation.sendText("Вопрос");
    await vi.advanceTimersByTimeAsync(100_000);
    expect(conversation.lines).toMatchObject([{ text: "Вопрос", state: "failed", why: "lost" }]);
    transport.replies = [];
    conversation.resend(conversation.lines[0]!);
    await vi.runAllTimersAsync();
    expect(new Set(transport.asked.map((message) => message.id)).size).toBe(1);
    expect(texts()).toEqual(["Вопрос", "Ответ."]);
  });

  it("does not ask again where the server refused", async () => {
    transport.replies = [new RequestRefused("rate_limited")];
    conversation.sendText("Вопрос");
    await vi.runAllTimersAsync();
    expect(transport.asked).toHaveLength(1);
    expect(conversation.lines).toMatchObject([{ state: "failed", why: "rate_limited" }]);
  });

  it("asks one thing after the other", async () => {
    conversation.sendText("Раз");
    conversation.sendText("Два");
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Раз", "Ответ.", "Два", "Ответ."]);
  });

  it("sends after a reload what was being sent, under its old id", async () => {
    transport.replies = [new Promise(() => {}) as never];
    transport.ask = (message) => (transport.asked.push({ ...message }), new Promise(() => {}));
    conversation.sendText("Вопрос");
    const id = transport.asked[0]!.id;
    const later = new FakeTransport();
    later.stored = [{ role: "user", text: "Вопрос", at: Date.now() }];
    conversation = new Conversation(later, () => {});
    await conversation.start();
    await vi.runAllTimersAsync();
    expect(later.asked.map((message) => message.id)).toEqual([id]);
    expect(texts()).toEqual(["Вопрос", "Ответ."]);
  });

  it("does not ask again what was answered while the page was reloading", async () => {
    transport.ask = () => new Promise(() => {});
    conversation.sendText("Вопрос");
    const later = new FakeTransport();
    later.stored = [
      { role: "user", text: "Вопрос", at: Date.now() },
      { role: "assistant", text: "Готово.", at: Date.now() },
    ];
    conversation = new Conversation(later, () => {});
    await conversation.start();
    await vi.runAllTimersAsync();
    expect(later.asked).toEqual([]);
    expect(texts()).toEqual(["Вопрос", "Готово."]);
  });

  it("takes over what another tab said, and keeps its own cards", async () => {
    transport.replies = [{ ...answer("Вот диван."), products: [{ id: "1", name: "Диван" }] }];
    conversation.sendText("Диван");
    await vi.runAllTimersAsync();
    transport.stored = [
      { role: "user", text: "Диван", at: 1 },
      { role: "assistant", text: "Вот диван.", at: 2 },
      { role: "user", text: "Цвет?", at: 3 },
      { role: "assistant", text: "Синий.", at: 4 },
    ];
    await conversation.syncHistory();
    expect(texts()).toEqual(["Диван", "Вот диван.", "Цвет?", "Синий."]);
    expect(conversation.lines[1]!.products).toHaveLength(1);
  });

  it("drops an answer that comes after a new conversation was begun", async () => {
    let late: (answer: Answer) => void = () => {};
    transport.ask = () => new Promise((resolve) => (late = resolve));
    conversation.sendText("Вопрос");
    conversation.startOver();
    late(answer("Поздно."));
    await vi.runAllTimersAsync();
    expect(texts()).toEqual([]);
    transport.ask = async () => answer("Снова.");
    conversation.sendText("Ещё");
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Ещё", "Снова."]);
  });

  it("shows what a recording was understood as", async () => {
    conversation.sendRecording(new Blob(["x"]));
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Сказано", "Ответ."]);
  });
});
