// The list of changes against a naive one, worked out from every revision on file; and that nothing is ever lost between two askings.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Grant, Viewer } from "../domain/access/viewer.js";
import { REPORTED_MEASURES, type ReportValues } from "../domain/catalog/catalog.js";
import type { StateCode } from "../domain/geography.js";
import type { FigureChange } from "../domain/statistics/figure-change.js";
import { assemblePlatform } from "../platform.js";
import { acceptanceStore } from "../store/acceptance-store.js";
import { answerStore } from "../store/audit-store.js";
import { geographyStore } from "../store/geography-store.js";
import { filedReader } from "../store/filing-store.js";
import { reportLister } from "../store/report-list-store.js";
import { standingReader } from "../store/standing-store.js";
import { testNow } from "../testkit/app.js";
import { accountOf, copyDatabase, type TestDatabase } from "../testkit/database.js";
import { pageFigureChanges, readFigureChanges } from "./read-figure-changes.js";

const MO = "MO" as StateCode;
const BEGINNING = new Date("2000-01-01T00:00:00Z");

let database: TestDatabase;
let analyst: Viewer;
let coordinator: Viewer;
let now = testNow();
beforeAll(async () => {
  database = await copyDatabase("demonstration");
  analyst = await viewerOf("analyst", { role: "ANALYST", stateCode: MO, chapterSlug: null });
  coordinator = await viewerOf("coordinator", {
    role: "COORDINATOR",
    stateCode: MO,
    chapterSlug: "saints-avenue",
  });
});
afterAll(() => database.drop());

async function viewerOf(user: "analyst" | "coordinator", grant: Grant): Promise<Viewer> {
  const accountId = await accountOf(database, user);
  return { accountId, displayName: user, isDemonstration: true, grants: [grant], reach: new Set() };
}

function ports() {
  const { pool, prisma } = database;
  return {
    geography: geographyStore(pool),
    reports: {
      ...filedReader(prisma),
      ...reportLister(pool),
      ...standingReader(prisma),
      ...answerStore(prisma),
      ...acceptanceStore(prisma),
    },
    clock: () => now,
  };
}

/** One line a change: enough to tell any two apart. */
function line(change: FigureChange): string {
  const { chapter, county, month, measure, before, after, revisionBefore, revisionAfter, acceptedAt } =
    change;
  return [
    acceptedAt.toISOString(),
    chapter.slug,
    county.fips,
    month,
    measure,
    `${String(revisionBefore)}>${String(revisionAfter)}`,
    `${String(before.value)}${before.isPartial ? "p" : ""}>${String(after.value)}${after.isPartial ? "p" : ""}`,
  ].join(" ");
}

interface RevisionRow {
  readonly id: number;
  readonly chapter_id: number;
  readonly slug: string;
  readonly county_fips: string;
  readonly month: string;
  readonly number: number;
  readonly values: ReportValues;
  readonly is_partial: boolean;
  readonly accepted_at: Date;
}

/** Report by report, revision by revision, with loops. */
async function naive(since: Date, until: Date, slugs?: readonly string[]): Promise<readonly string[]> {
  const rows = await database.query<RevisionRow>(
    `SELECT report.id, chapter_id, slug, county_fips, month, number, "values", is_partial, accepted_at
     FROM report_revision revision JOIN monthly_report report ON report.id = report_id JOIN chapter ON chapter.id = chapter_id
     WHERE accepted_at IS NOT NULL AND state_code = 'MO' ORDER BY report.id, number`,
  );
  const told: { readonly order: readonly (number | string)[]; readonly line: string }[] = [];
  rows.forEach((row, index) => {
    const last = rows[index - 1];
    const before = last?.id === row.id ? last : null;
    if (row.accepted_at <= since || row.accepted_at > until) return;
    if (slugs !== undefined && !slugs.includes(row.slug)) return;
    const isTurned = before !== null && before.is_partial !== row.is_partial;
    REPORTED_MEASURES.forEach(({ key }, position) => {
      const [old, fresh] = [before?.values[key], row.values[key]];
      if (old === fresh && !(isTurned && (old !== undefined || fresh !== undefined))) return;
      told.push({
        order: [row.accepted_at.getTime(), row.chapter_id, row.county_fips, row.month, row.number, position],
        line: [
          row.accepted_at.toISOString(),
          row.slug,
          row.county_fips,
          row.month,
          key,
          `${String(before?.number ?? null)}>${String(row.number)}`,
          `${String(old ?? null)}${before?.is_partial === true ? "p" : ""}>${String(fresh ?? null)}${row.is_partial ? "p" : ""}`,
        ].join(" "),
      });
    });
  });
  return told.sort((left, right) => compare(left.order, right.order)).map((one) => one.line);
}

function compare(left: readonly (number | string)[], right: readonly (number | string)[]): number {
  const index = left.findIndex((part, position) => part !== right[position]);
  if (index === -1) return 0;
  return (left[index] ?? 0) < (right[index] ?? 0) ? -1 : 1;
}

async function stream(viewer: Viewer, since: Date, chapters: readonly string[] | null = null, most?: number) {
  const outcome = await readFigureChanges(ports(), most)(viewer, { state: "MO", since, chapters });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  const lines: string[] = [];
  for await (const change of outcome.value.changes) lines.push(line(change));
  return { lines, nextSince: outcome.value.nextSince };
}

/** Follows the cursors to the end. */
async function pages(viewer: Viewer, since: Date, first: number, most = Number.POSITIVE_INFINITY) {
  const lines: string[] = [];
  let after: string | null = null;
  for (;;) {
    const outcome = await pageFigureChanges(ports())(viewer, { state: "MO", since, chapters: null }, { first, after });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const { items, hasNext, nextSince, cursorOf } = outcome.value;
    lines.push(...items.map(line));
    if (!hasNext || lines.length >= most) return { lines, nextSince };
    expect(items).toHaveLength(first);
    after = cursorOf(items.at(-1)!);
  }
} // prettier-ignore

/** Adds a revision to a report that has some, accepted at the instant. */
async function accept(slug: string, month: string, acceptedAt: Date, encounters: number): Promise<void> {
  await database.query(
    `WITH report AS (
       SELECT report.id, max(number) AS number FROM monthly_report report
       JOIN chapter ON chapter.id = chapter_id JOIN report_revision ON report_id = report.id
       WHERE slug = $1 AND month = $2 GROUP BY report.id ORDER BY report.id LIMIT 1)
     INSERT INTO report_revision (report_id, number, origin, is_zero_report, is_partial, "values", reason, submitted_at, accepted_at)
     SELECT id, number + 1, 'DEMONSTRATION', false, false, jsonb_build_object('ENCOUNTERS', $4::int), 'A correction.', $3, $3 FROM report`,
    [slug, month, acceptedAt, encounters],
  );
}

const minutes = (count: number) => new Date(testNow().getTime() + count * 60_000);

describe("the list of changes", () => {
  it("is what a naive one says, from the beginning and since any instant", async () => {
    const all = await stream(analyst, BEGINNING);
    expect(all.lines.length).toBeGreaterThan(50_000);
    expect(all.lines).toEqual(await naive(BEGINNING, now));
    for (const since of ["2025-01-01T00:00:00Z", "2026-10-20T00:00:00Z", "2026-11-20T00:00:00Z"])
      expect((await stream(analyst, new Date(since))).lines).toEqual(await naive(new Date(since), now));
  }, 300_000);

  it("begins after the instant, not at it", async () => {
    const [first] = await naive(new Date("2026-11-01T00:00:00Z"), now);
    const instant = new Date(first!.slice(0, 24));
    expect((await stream(analyst, instant)).lines).not.toContain(first);
    expect((await stream(analyst, new Date(instant.getTime() - 1))).lines).toContain(first);
  });

  it("says the same page by page, whatever the size of a page", async () => {
    const since = new Date("2026-11-12T00:00:00Z");
    const expected = await naive(since, now);
    expect(expected.length).toBeGreaterThan(300);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 2, 7, 33, 34, 35, 99, 100), async (first) => {
        const most = first * 40;
        const { lines } = await pages(analyst, since, first, most);
        expect(lines).toEqual(expected.slice(0, lines.length));
        expect(lines.length).toBe(Math.min(expected.length, most));
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 120_000);

  it("holds for a coordinator the own chapters only, named or not", async () => {
    const since = new Date("2026-06-01T00:00:00Z");
    const own = await naive(since, now, ["saints-avenue"]);
    expect(own.length).toBeGreaterThan(0);
    expect((await stream(coordinator, since)).lines).toEqual(own);
    expect((await stream(coordinator, since, ["saints-avenue"])).lines).toEqual(own);
    expect((await stream(analyst, since, ["saints-avenue"])).lines).toEqual(own);
    const pretender = { ...coordinator, grants: analyst.grants };
    // Whatever the code believes of an account, the database lets through what its grants reach.
    expect((await stream(pretender, since)).lines).toEqual(own);
  });

  it.each([
    ["a neighbour's", () => coordinator, { chapters: ["nemo"] }, ["UNKNOWN_CHAPTER chapters"]],
    ["that of another state", () => coordinator, { state: "WA" }, ["NOT_ALLOWED state"]],
    ["that of no state", () => analyst, { state: "ZZ" }, ["UNKNOWN_STATE state"]],
    ["of what is to come", () => analyst, { since: minutes(1) }, ["BAD_VALUE since"]],
    ["everything at once", () => analyst, { chapters: ["x", "y"], since: minutes(1) }, ["UNKNOWN_CHAPTER chapters", "UNKNOWN_CHAPTER chapters", "BAD_VALUE since"]],
  ])("is not given as %s", async (_what, viewer, change, problems) => {
    const outcome = await readFigureChanges(ports())(viewer(), { state: "MO", chapters: null, since: BEGINNING, ...change });
    expect(outcome.ok ? [] : outcome.problems.map(({ code, path }) => `${code} ${path}`)).toEqual(problems);
  }); // prettier-ignore

  it("refuses a cursor of another list", async () => {
    const outcome = await pageFigureChanges(ports())(
      analyst,
      { state: "MO", chapters: null, since: BEGINNING },
      { first: 0, after: "2026-11 1 29077" },
    );
    expect(outcome.ok ? [] : outcome.problems.map(({ code }) => code)).toEqual(["PAGE_SIZE", "BAD_CURSOR"]);
  });
});

describe("asking again from where the last list says", () => {
  afterAll(() => {
    now = testNow();
  });

  it("tells what was being accepted when the first one was read, although it says an earlier instant", async () => {
    const first = await stream(analyst, minutes(-60));
    // It began before the reading and ended after it.
    await accept("greene", "2026-08", minutes(-9), 4711);
    now = minutes(5);
    const second = await stream(analyst, first.nextSince);
    expect(second.lines.filter((one) => one.includes(">4711"))).toHaveLength(1);
    expect(first.lines.some((one) => one.includes(">4711"))).toBe(false);
  });

  it("holds for pages as well: the list ends where it ended on its first page, and goes on from there", async () => {
    now = minutes(0);
    const since = minutes(-24 * 60 * 30);
    const asked = { state: "MO", chapters: null, since };
    const page = await pageFigureChanges(ports())(analyst, asked, { first: 3, after: null });
    if (!page.ok) throw new Error("The page was refused.");
    const after = page.value.cursorOf(page.value.items.at(-1)!);
    await accept("greene", "2026-07", minutes(2), 4712);
    now = minutes(3 * 60);
    const next = await pageFigureChanges(ports())(analyst, asked, { first: 100, after });
    if (!next.ok) throw new Error("The next page was refused.");
    expect(next.value.nextSince).toEqual(page.value.nextSince);
    expect((await stream(analyst, next.value.nextSince)).lines.filter((one) => one.includes(">4712"))).toHaveLength(1);
  }); // prettier-ignore

  it("comes to an end in pieces of a bounded size, none of which parts an instant", async () => {
    now = minutes(4 * 60);
    for (const month of ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"])
      await accept("greene", month, new Date("2026-11-21T12:00:00Z"), 4713);
    const since = new Date("2026-11-20T00:00:00Z");
    const expected = await naive(since, now);
    const lines: string[] = [];
    let from = since;
    let pieces = 0;
    for (;;) {
      const piece = await stream(analyst, from, null, 2);
      expect(piece.nextSince >= from).toBe(true);
      lines.push(...piece.lines);
      if (piece.nextSince <= from) break;
      from = piece.nextSince;
      pieces++;
    }
    expect(pieces).toBeGreaterThan(2);
    expect(lines.filter((one) => one.includes(">4713"))).toHaveLength(5);
    expect(lines).toEqual(expected);
  });
});

describe("the platform", () => {
  it("joins both ways of reading changes to the stores", async () => {
    const { useCases } = assemblePlatform(database, () => testNow());
    const asked = { state: "MO", chapters: null, since: minutes(-60 * 24) };
    expect((await useCases.readFigureChanges(analyst, asked)).ok).toBe(true);
    expect((await useCases.pageFigureChanges(analyst, asked, { first: 1, after: null })).ok).toBe(true);
  });
});
