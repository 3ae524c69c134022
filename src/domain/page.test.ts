import { describe, expect, it } from "@jest/globals";
import { LARGEST_PAGE, pageOf, parseFirst, parsePageRequest } from "./page.js";

describe("page", () => {
  it.each([1, LARGEST_PAGE])("takes a page of %i items", (first) => {
    expect(parsePageRequest({ first, after: "x" })).toEqual({ ok: true, value: { first, after: "x" } });
  });

  it.each([-1, 0, LARGEST_PAGE + 1, Number.NaN])(
    "refuses a page of %p items and says what is possible",
    (first) => {
      expect(parsePageRequest({ first, after: null })).toMatchObject({
        ok: false,
        problems: [
          { code: "PAGE_SIZE", severity: "ERROR", path: "first", fix: 'Give a "first" from 1 to 100.' },
        ],
      });
    },
  );

  it("lets a list set a limit of its own", () => {
    expect(parseFirst(1_000, 1_000)).toEqual({ ok: true, value: 1_000 });
    expect(parseFirst(1_001, 1_000).ok).toBe(false);
  });

  it("learns from the item beyond the page that there are more", () => {
    expect(pageOf(["a", "b", "c"], 2)).toEqual({ items: ["a", "b"], hasNext: true });
    expect(pageOf(["a", "b"], 2)).toEqual({ items: ["a", "b"], hasNext: false });
  });
});
