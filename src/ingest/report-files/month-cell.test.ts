import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { reportingMonth } from "../../domain/reporting-month.js";
import { readMonth } from "./month-cell.js";
import type { Cell } from "./sheet.js";

const PLACE = { row: "row 2", column: "month", address: "B2" } as const;
const MONTHS = [
  "January February March April May June July August September October November December".split(" "),
].flat();

function monthIn(cell: Cell): string {
  const outcome = readMonth(cell, PLACE);
  return outcome.ok ? outcome.value : (outcome.problems[0]?.code ?? "");
}

function monthOf(text: string): string {
  return monthIn({ kind: "TEXT", text });
}

function serialOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000 + 25_569;
}

const year = fc.integer({ min: 1900, max: 2199 });
const month = fc.integer({ min: 1, max: 12 });

describe("a month", () => {
  it("is the same in every way of writing it", () => {
    fc.assert(
      fc.property(year, month, (y, m) => {
        const [name = "", mm] = [MONTHS[m - 1], String(m).padStart(2, "0")];
        const written = [
          `${y}-${mm}`,
          `${y}/${m}`,
          `${mm}/${y}`,
          `${m}/${y}`,
          `${m}/1/${y}`,
          `${y}-${mm}-01`,
        ];
        const named = [`${name} ${y}`, `${name.slice(0, 3)} ${y}`, `${name.slice(0, 3).toUpperCase()}-${y}`];
        for (const text of [...written, ...named]) expect(monthOf(text)).toBe(reportingMonth(`${y}-${mm}`));
      }),
    );
  });

  it("is a date cell only on the first day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1960, max: 2110 }), month, fc.integer({ min: 1, max: 28 }), (y, m, d) => {
        const serial = serialOf(y, m, d);
        const cells: readonly Cell[] = [
          { kind: "NUMBER", value: serial, shownAs: "DATE", serial },
          { kind: "NUMBER", value: serial, shownAs: "NUMBER", serial },
          { kind: "TEXT", text: String(serial) },
        ];
        const answer = d === 1 ? `${y}-${String(m).padStart(2, "0")}` : "BAD_MONTH";
        expect(cells.map((cell) => monthIn(cell))).toEqual([answer, answer, answer]);
      }),
    );
  });

  it.each([
    "2026-00",
    "13/2026",
    "2026",
    "202603",
    "March",
    "26",
    "1/3/2026",
    "2026-03-31",
    "26-Mar",
    "Marsh 2026",
    "March 26th",
    "2026-03-01 10:00",
    "1899-12",
    "2200-01",
    "12345678",
    "1e999",
    "2026-3-1-1",
  ])("is not %s", (text) => {
    expect(monthOf(text)).toBe("BAD_MONTH");
  });

  it("is no percentage, no time of day and no number beyond dates", () => {
    const cell = { kind: "NUMBER", value: 46_082, serial: 46_082, shownAs: "NUMBER" } as const;
    expect(monthIn({ ...cell, shownAs: "PERCENT" })).toBe("BAD_MONTH");
    expect(monthIn({ ...cell, serial: 46_082.5 })).toBe("BAD_MONTH");
    expect(monthIn({ ...cell, value: 1e300, serial: 1e300 })).toBe("BAD_MONTH");
    expect(monthIn({ kind: "BOOLEAN", isTrue: true })).toBe("BAD_MONTH");
  });
});
