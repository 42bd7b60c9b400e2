import { beforeEach, describe, expect, it } from "vitest";
import { recordAttribution, storedAttribution, utmFields } from "../../src/shared/attribution";

const page = (query: string) => new URL(`https://shop.example/sofa${query}`);

describe("where a visitor came from", () => {
  beforeEach(() => sessionStorage.clear());

  it("is kept for the visit under the contract's key", () => {
    recordAttribution(page("?utm_source=flyer&utm_medium=paper&x=1"), "https://search.example/find?q=secret");
    expect(JSON.parse(sessionStorage.getItem("utm_data")!)).toEqual({
      utm_source: "flyer",
      utm_medium: "paper",
      landing_page: "https://shop.example/sofa",
      referrer: "https://search.example/find",
    });
  });

  it("stays when later pages say nothing", () => {
    recordAttribution(page("?utm_source=flyer"), "");
    recordAttribution(page(""), "https://shop.example/");
    expect(utmFields(storedAttribution())).toEqual({ utm_source: "flyer" });
  });

  it("is cut where the address is longer than anybody needs", () => {
    expect(recordAttribution(page(`?utm_source=${"x".repeat(9000)}`), "").utm_source).toHaveLength(255);
  });

  it("survives nonsense in the storage", () => {
    for (const nonsense of ["{", "[1]", "null", '"x"']) {
      sessionStorage.setItem("utm_data", nonsense);
      expect(storedAttribution()).toEqual({});
    }
  });
});
