import { vi } from "vitest";

/** Makes every request get this answer; `vi.unstubAllGlobals` ends it. */
export function stubResponse(status: number, body: unknown): void {
  vi.stubGlobal("fetch", vi.fn(async () => new Response(JSON.stringify(body), { status })));
}
