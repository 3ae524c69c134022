import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseInstant } from "./instant.js";
import { INSTANTS } from "../testkit/instants.js";

describe("an instant", () => {
  it.each(INSTANTS)("%j is %s", (text, meant) => {
    const outcome = parseInstant(text, "query.asOf");
    if (outcome.ok) expect(outcome.value.toISOString()).toBe(meant);
    else {
      const [found] = outcome.problems;
      expect(found).toMatchObject({
        code: "BAD_VALUE",
        path: "query.asOf",
        fix: 'Write it like "2026-11-25T14:00:00Z".',
      });
      expect(found?.message).toContain(`"${text}" ${meant}`);
    }
  });

  it("is read again as it was written, whatever its fraction", () => {
    const years = {
      min: new Date("1900-01-01T00:00:00Z"),
      max: new Date("2199-12-31T23:59:59Z"),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(years), fc.stringMatching(/^\d{0,6}$/), (instant, finer) => {
        expect(parseInstant(instant.toISOString().replace("Z", `${finer}z`), "")).toEqual({
          ok: true,
          value: instant,
        });
      }),
    );
  });
});
