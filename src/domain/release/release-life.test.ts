import { describe, expect, it } from "@jest/globals";
import { reportingMonth, type LocalDate, type ReportingMonth } from "../reporting-month.js";
import {
  checkAct,
  checkRequest,
  checkRestatement,
  millisecondsLeft,
  type Release,
  type ReleaseStatus,
} from "./release-life.js";

const month = (text: string) => reportingMonth(text);

function release(
  status: ReleaseStatus,
  from: ReportingMonth | null,
  until: ReportingMonth,
): Pick<Release, "id" | "status" | "kind" | "from" | "until" | "number" | "publishedAt"> {
  const isOut = status === "PUBLISHED" || status === "WITHDRAWN";
  return { id: 1, status, kind: "REGULAR", from, until, number: isOut ? 1 : null, publishedAt: null };
}

function codesOf(
  from: string | null,
  releases: readonly ReturnType<typeof release>[] = [],
  until = "2026-07",
): readonly (readonly string[])[] {
  const months = { from: from === null ? null : month(from), until: month(until) };
  const setting = { today: "2026-11-23" as LocalDate, lock: { afterDays: 90 }, releases };
  return checkRequest(months, setting).map(({ code, path }) => [code, path]);
}

describe("the beginning of a first release", () => {
  it("may be left out, or be any January before its end", () => {
    expect(codesOf(null)).toEqual([]);
    expect(codesOf("2026-01")).toEqual([]);
    expect(codesOf("2019-01")).toEqual([]);
  });

  it("is no other month, since a year is published whole", () => {
    expect(codesOf("2025-02")).toEqual([["BAD_MONTH", "from"]]);
  });

  it("lies before its end", () => {
    expect(codesOf("2026-01", [], "2026-01")).toEqual([["EMPTY_RANGE", "from"]]);
    expect(codesOf("2026-01", [], "2025-07")).toEqual([["EMPTY_RANGE", "from"]]);
  });

  it.each(["PUBLISHED", "WITHDRAWN"] as const)("is decided once one is %s, for good", (status) => {
    const out = [release(status, null, month("2026-05"))];
    expect(codesOf("2026-01", out)).toEqual([["CONFLICT", "from"]]);
    expect(codesOf(null, out)).toEqual([]);
  });

  it.each(["FAILED", "DISCARDED"] as const)("is still open after one that was %s", (status) => {
    expect(codesOf("2025-01", [release(status, month("2024-01"), month("2026-05"))])).toEqual([]);
  });
});

describe("what is refused", () => {
  const setting = { today: "2026-11-23" as LocalDate, lock: { afterDays: 90 }, releases: [] };
  const said = (from: string | null, until: string, releases: readonly ReturnType<typeof release>[] = []) =>
    checkRequest(
      { from: from === null ? null : month(from), until: month(until) },
      { ...setting, releases },
    ).map(({ message, fix }) => `${message} ${fix}`);

  it("is said in months that are in, as people say them", () => {
    expect(said(null, "2026-12")).toEqual([
      "November 2026 can still be filed and corrected through February 28, 2027. The latest month you can publish is July 2026.",
    ]);
    expect(said("2026-01", "2025-08")).toEqual([
      "The first month, January 2026, is after the last one, July 2025. Begin with a month up to July 2025.",
    ]);
    const out = [release("PUBLISHED", null, month("2026-05"))];
    expect(said(null, "2026-05", out)).toEqual([
      "Everything through April 2026 is published already. Choose May 2026 or a later month as the last one.",
    ]);
  });

  it("names the status in words", () => {
    expect(checkAct("publish", { status: "BUILDING" })?.message).toBe(
      "Only a release that has been built can be published; this one is being built.",
    );
    expect(checkAct("discard", { status: "BUILDING" })).toBeNull();
    expect(said(null, "2026-07", [release("BUILDING", null, month("2026-05"))])[0]).toMatch(
      /^Another release of the state is being built\./,
    );
  });
});

describe("how long a build still takes", () => {
  const since = new Date("2026-11-23T10:00:00Z");

  const at = (minute: number) => new Date(since.getTime() + minute * 60_000);
  const left = (done: number, doneAt: Date, now: Date) =>
    millisecondsLeft({ step: "", done, inAll: 4, since, doneAt }, now);

  it("is told by the years that are done, and not before one is", () => {
    expect(left(0, since, at(6))).toBeNull();
    expect(left(3, at(6), at(6))).toBe(120_000);
    expect(left(4, at(8), at(8))).toBe(0);
  });

  it("becomes less while a year goes on, and is not told of one that takes longer than those before", () => {
    expect(left(3, at(6), at(7))).toBe(60_000);
    expect(left(3, at(6), at(8))).toBe(0);
    expect(left(3, at(6), at(9))).toBeNull();
  });
});

describe("a year before everything that is published", () => {
  const codes = (year: number, ...releases: ReturnType<typeof release>[]) =>
    checkRestatement(year, { now: new Date("2026-11-23"), releases }).map(({ code }) => code);
  const out = release("PUBLISHED", month("2025-01"), month("2026-07"));

  it("is not restated: that would publish it", () => {
    expect(codes(2024, out)).toEqual(["NOTHING_PUBLISHED"]);
    expect(codes(2025, out)).toEqual([]);
  });

  it("is told by what is out, not by what was thrown away", () => {
    const discarded = release("DISCARDED", month("2026-01"), month("2026-05"));
    expect(codes(2025, discarded, out)).toEqual([]);
  });
});
