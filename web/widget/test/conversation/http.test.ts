import { afterEach, describe, expect, it, vi } from "vitest";
import { requestJson } from "../../src/conversation/http";
import { ConnectionLost, RequestRefused } from "../../src/conversation/transport";
import { stubResponse } from "../fakeFetch";

describe("a request", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is lost when the server fails", async () => {
    stubResponse(503, {});
    await expect(requestJson("u", {})).rejects.toBeInstanceOf(ConnectionLost);
  });

  it("is refused when the server says no", async () => {
    stubResponse(429, {});
    await expect(requestJson("u", {})).rejects.toMatchObject(new RequestRefused("rate_limited"));
    stubResponse(422, {});
    await expect(requestJson("u", {})).rejects.toBeInstanceOf(RequestRefused);
  });

  it("returns the answer's JSON", async () => {
    stubResponse(200, { response: "Да" });
    await expect(requestJson("u", {})).resolves.toEqual({ response: "Да" });
  });
});
