import { afterEach, describe, expect, it, vi } from "vitest";
import { optionsFromInit } from "../../src/launcher/embedOptions";
import { fetchWidgetConfig, WidgetUnavailable } from "../../src/launcher/serverApi";
import { stubResponse } from "../fakeFetch";

describe("the widget's configuration", () => {
  const options = () => optionsFromInit({ company: 1, widget: 2 }, "https://parley.example");
  afterEach(() => vi.unstubAllGlobals());

  it("is unavailable where there is no such widget, or it is switched off", async () => {
    stubResponse(404, {});
    await expect(fetchWidgetConfig(options())).rejects.toBeInstanceOf(WidgetUnavailable);
    stubResponse(200, { is_active: false });
    await expect(fetchWidgetConfig(options())).rejects.toBeInstanceOf(WidgetUnavailable);
  });

  it("is empty where the network fails but the page names the company", async () => {
    vi.stubGlobal("fetch", vi.fn(async () => Promise.reject(new TypeError("network"))));
    await expect(fetchWidgetConfig(options())).resolves.toEqual({});
  });
});
