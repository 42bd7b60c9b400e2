import { describe, expect, it } from "vitest";
import { mergeHistory, type ChatLine } from "../../src/conversation/chatLine";
import type { HistoryLine } from "../../src/conversation/transport";

const user = (id: string, text: string, more: Partial<ChatLine> = {}): ChatLine => ({ id, role: "user", text, at: 1_000_000, ...more });
const assistant = (id: string, text: string): ChatLine => ({ id, role: "assistant", text, at: 1_000_000 });
const history = (...lines: [HistoryLine["role"], string][]): HistoryLine[] => lines.map(([role, text]) => ({ role, text, at: 1_000_500 }));
const shown = (lines: ChatLine[]) => lines.map((line) => `${line.text}${line.state ? ` (${line.state})` : ""}`);

describe("the merge of the server's history with the page's lines", () => {
  it("keeps the page's line where both say the same", () => {
    const own = [user("1", "Да"), assistant("2", "Хорошо. ")];
    expect(mergeHistory(own, history(["user", "Да"], ["assistant", "Хорошо."]))).toEqual(own);
  });

  it("keeps two equal messages two", () => {
    const own = [user("1", "Да"), assistant("2", "Хорошо."), user("3", "Да", { state: "sending" })];
    expect(shown(mergeHistory(own, history(["user", "Да"], ["assistant", "Хорошо."])))).toEqual(["Да", "Хорошо.", "Да (sending)"]);
  });

  it.each(["sending", "failed"] as const)("drops a %s line that was answered after all", (state) => {
    const stored = history(["user", "Да"], ["assistant", "Хорошо."]);
    expect(shown(mergeHistory([user("1", "Да", { state })], stored))).toEqual(["Да", "Хорошо."]);
  });

  it.each(["sending", "failed"] as const)("shows a %s line that arrived without an answer once", (state) => {
    expect(shown(mergeHistory([user("1", "Да", { state })], history(["user", "Да"])))).toEqual([`Да (${state})`]);
  });

  it("does not take an old message for one that is being sent now", () => {
    const stored = history(["user", "Да"], ["assistant", "Хорошо."]);
    expect(shown(mergeHistory([user("9", "Да", { state: "sending", at: 9_000_000 })], stored))).toEqual(["Да", "Хорошо.", "Да (sending)"]);
  });
});
