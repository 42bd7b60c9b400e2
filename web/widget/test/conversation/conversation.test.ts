import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConnectionLost, RequestRefused, type Answer, type Transport, type OutgoingMessage, type HistoryLine } from "../../src/conversation/transport";
import { Conversation } from "../../src/conversation/conversation";

const answer = (text: string): Answer => ({ text, language: null, suggestions: [], products: [], sources: [], handover: false });

/** A server in memory: what it does with each question is written down beforehand. */
class Desk implements Transport {
  storageKey = "desk";
  asked: OutgoingMessage[] = [];
  said: HistoryLine[] | null = [];
  script: (Answer | Error)[] = [];

  async ask(message: OutgoingMessage, onText: (text: string) => void): Promise<Answer> {
    this.asked.push({ ...message });
    const next = this.script.shift() ?? answer("Ответ.");
    if (next instanceof Error) throw next;
    onText(next.text);
    return next;
  }
  async askByVoice(_: Blob, message: OutgoingMessage) {
    return { ...(await this.ask(message, () => {})), heard: "Сказано" };
  }
  async history() {
    return this.said;
  }
  startOver() {
    this.storageKey = "another";
  }
  close() {}
}

describe("a talk", () => {
  let desk: Desk;
  let talk: Conversation;
  const texts = () => talk.lines.map((line) => line.text);

  beforeEach(async () => {
    vi.useFakeTimers();
    sessionStorage.clear();
    desk = new Desk();
    talk = new Conversation(desk, () => {});
    await talk.start();
  });
  afterEach(() => {
    talk.close();
    vi.useRealTimers();
  });

  it("shows a question and its answer", async () => {
    talk.sendText("  Вопрос ");
    expect(talk.status).toBe("typing");
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Вопрос", "Ответ."]);
    expect(talk.lines.every((line) => !line.state && !line.live)).toBe(true);
  });

  it("asks again with the same id when the line is lost", async () => {
    desk.script = [new ConnectionLost("gone"), new ConnectionLost("gone"), answer("Вот.")];
    talk.sendText("Вопрос");
    await vi.runAllTimersAsync();
    expect(new Set(desk.asked.map((message) => message.id)).size).toBe(1);
    expect(desk.asked).toHaveLength(3);
    expect(texts()).toEqual(["Вопрос", "Вот."]);
    expect(talk.status).toBe("online");
  });

  it("gives up in the end, and sends the same message when told to", async () => {
    desk.script = Array.from({ length: 40 }, () => new ConnectionLost("gone"));
    talk.sendText("Вопрос");
    await vi.advanceTimersByTimeAsync(100_000);
    expect(talk.lines).toMatchObject([{ text: "Вопрос", state: "failed", why: "lost" }]);
    desk.script = [];
    talk.resend(talk.lines[0]!);
    await vi.runAllTimersAsync();
    expect(new Set(desk.asked.map((message) => message.id)).size).toBe(1);
    expect(texts()).toEqual(["Вопрос", "Ответ."]);
  });

  it("does not press a server that refused", async () => {
    desk.script = [new RequestRefused("rate_limited")];
    talk.sendText("Вопрос");
    await vi.runAllTimersAsync();
    expect(desk.asked).toHaveLength(1);
    expect(talk.lines).toMatchObject([{ state: "failed", why: "rate_limited" }]);
  });

  it("asks one thing after the other", async () => {
    talk.sendText("Раз");
    talk.sendText("Два");
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Раз", "Ответ.", "Два", "Ответ."]);
  });

  it("goes on after a reload with what was on its way, under its old id", async () => {
    desk.script = [new Promise(() => {}) as never];
    desk.ask = (message) => (desk.asked.push({ ...message }), new Promise(() => {}));
    talk.sendText("Вопрос");
    const id = desk.asked[0]!.id;
    const later = new Desk();
    later.said = [{ role: "user", text: "Вопрос", at: Date.now() }];
    talk = new Conversation(later, () => {});
    await talk.start();
    await vi.runAllTimersAsync();
    expect(later.asked.map((message) => message.id)).toEqual([id]);
    expect(texts()).toEqual(["Вопрос", "Ответ."]);
  });

  it("does not ask again what was answered while the page was reloading", async () => {
    desk.ask = () => new Promise(() => {});
    talk.sendText("Вопрос");
    const later = new Desk();
    later.said = [
      { role: "user", text: "Вопрос", at: Date.now() },
      { role: "assistant", text: "Готово.", at: Date.now() },
    ];
    talk = new Conversation(later, () => {});
    await talk.start();
    await vi.runAllTimersAsync();
    expect(later.asked).toEqual([]);
    expect(texts()).toEqual(["Вопрос", "Готово."]);
  });

  it("takes up what another tab said, and keeps its own cards", async () => {
    desk.script = [{ ...answer("Вот диван."), products: [{ id: "1", name: "Диван" }] }];
    talk.sendText("Диван");
    await vi.runAllTimersAsync();
    desk.said = [
      { role: "user", text: "Диван", at: 1 },
      { role: "assistant", text: "Вот диван.", at: 2 },
      { role: "user", text: "Цвет?", at: 3 },
      { role: "assistant", text: "Синий.", at: 4 },
    ];
    await talk.syncHistory();
    expect(texts()).toEqual(["Диван", "Вот диван.", "Цвет?", "Синий."]);
    expect(talk.lines[1]!.products).toHaveLength(1);
  });

  it("drops an answer that comes after a new talk was begun", async () => {
    let late: (told: Answer) => void = () => {};
    desk.ask = () => new Promise((done) => (late = done));
    talk.sendText("Вопрос");
    talk.startOver();
    late(answer("Поздно."));
    await vi.runAllTimersAsync();
    expect(texts()).toEqual([]);
    desk.ask = async () => answer("Снова.");
    talk.sendText("Ещё");
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Ещё", "Снова."]);
  });

  it("writes down what was heard", async () => {
    talk.sendRecording(new Blob(["x"]));
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["Сказано", "Ответ."]);
  });
});
