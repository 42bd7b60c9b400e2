import { describe, expect, it } from "vitest";
import type { HistoryLine } from "../../src/conversation/transport";
import { mergeHistory, type ChatLine } from "../../src/conversation/chatLine";

const user = (id: string, text: string, more: Partial<ChatLine> = {}): ChatLine => ({ id, role: "user", text, at: 1_000_000, ...more });
const bot = (id: string, text: string): ChatLine => ({ id, role: "assistant", text, at: 1_000_000 });
const told = (...lines: [HistoryLine["role"], string][]): HistoryLine[] => lines.map(([role, text]) => ({ role, text, at: 1_000_500 }));
const shown = (lines: ChatLine[]) => lines.map((line) => `${line.text}${line.state ? ` (${line.state})` : ""}`);

describe("what the server has and what the page has", () => {
  it("are one line where they say the same", () => {
    const own = [user("1", "Да"), bot("2", "Хорошо. ")];
    expect(mergeHistory(own, told(["user", "Да"], ["assistant", "Хорошо."]))).toEqual(own);
  });

  it("keeps two equal messages two", () => {
    const own = [user("1", "Да"), bot("2", "Хорошо."), user("3", "Да", { state: "sending" })];
    expect(shown(mergeHistory(own, told(["user", "Да"], ["assistant", "Хорошо."])))).toEqual(["Да", "Хорошо.", "Да (sending)"]);
  });

  it.each(["sending", "failed"] as const)("lets go of a %s line that was answered after all", (state) => {
    const said = told(["user", "Да"], ["assistant", "Хорошо."]);
    expect(shown(mergeHistory([user("1", "Да", { state })], said))).toEqual(["Да", "Хорошо."]);
  });

  it.each(["sending", "failed"] as const)("shows a %s line that arrived without an answer once", (state) => {
    expect(shown(mergeHistory([user("1", "Да", { state })], told(["user", "Да"])))).toEqual([`Да (${state})`]);
  });

  it("takes an old message for nothing that is on its way now", () => {
    const said = told(["user", "Да"], ["assistant", "Хорошо."]);
    expect(shown(mergeHistory([user("9", "Да", { state: "sending", at: 9_000_000 })], said))).toEqual(["Да", "Хорошо.", "Да (sending)"]);
  });
});
