// Small invented states for tests of disclosure control, and the checker that stands beside the code.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { ReportValues } from "../domain/catalog/catalog.js";
import { layOut, type YearLattice } from "../domain/disclosure/lattice.js";
import { NESTED_POLICY } from "../domain/disclosure/policy.js";
import type { ProtectedYear } from "../domain/disclosure/protect.js";
import type { FrozenCell, History } from "../domain/disclosure/protected-lattice.js";
import type { CountyMonth, YearTable } from "../domain/disclosure/year-table.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { addMonths, eachMonth, monthsBetween, type ReportingMonth } from "../domain/reporting-month.js";

const month = (text: string) => text as ReportingMonth;

/** A county of a small state, month by month; null: not reported. */
export interface SmallCounty {
  readonly chapter: string | null;
  readonly region: string | null;
  readonly counts: readonly (readonly number[] | null)[];
}

/** What small states count; every other disposition is zero. */
export const DISPOSITIONS_COUNTED = ["JAIL_BOOKINGS", "HOSPITAL_VOLUNTARY", "HOLDS_ACCEPTED"] as const;

export function valuesOf(counts: readonly number[]): ReportValues {
  const zeros = {
    CITED_RELEASED: 0,
    CRISIS_CENTER: 0,
    DETOX_SOBERING: 0,
    REFERRED: 0,
    SHELTER_TRANSPORT: 0,
    RESOLVED_ON_SCENE: 0,
    DECLINED: 0,
    NO_CONTACT: 0,
    UNKNOWN_DISPOSITION: 0,
  };
  const leaves = Object.fromEntries(DISPOSITIONS_COUNTED.map((key, index) => [key, counts[index] ?? 0]));
  return { ...zeros, ...leaves, ENCOUNTERS: counts.reduce((sum, one) => sum + one, 0) };
}

export function smallTable(counties: readonly SmallCounty[], from = "2025-01", until = "2025-04"): YearTable {
  const months = [...eachMonth(month(from), month(until))];
  const countyMonths = counties.flatMap(({ chapter, region, counts }, index): CountyMonth[] =>
    months.map((one, place) => {
      const said = counts[place] ?? null;
      const county = String(29001 + 2 * index) as CountyFips;
      return { county, chapter, region, month: one, values: said === null ? null : valuesOf(said) };
    }),
  );
  return { stateCode: "MO" as StateCode, from: month(from), until: month(until), countyMonths };
}

/** The first months of a table, as a release would have them that was made earlier. */
export function firstMonths(table: YearTable, months: number): YearTable {
  const until = addMonths(table.from, months);
  return { ...table, until, countyMonths: table.countyMonths.filter((row) => row.month < until) };
}

/** Counties in three chapters and two regions, with small and middling counts, and some reports that never came. */
export function smallStates(until = "2025-04"): fc.Arbitrary<YearTable> {
  const months = monthsBetween(month("2025-01"), month(until));
  const counts = fc.array(fc.oneof(fc.nat(4), fc.nat(30)), { minLength: 3, maxLength: 3 });
  const said = fc.oneof({ arbitrary: counts, weight: 12 }, { arbitrary: fc.constant(null), weight: 1 });
  const county = fc.array(said, { minLength: months, maxLength: months });
  return fc.array(county, { minLength: 4, maxLength: 6 }).map((counties) =>
    smallTable(
      counties.map((one, index) => ({
        chapter: `chapter-${String(index % 4)}`,
        region: `region-${String(index % 2)}`,
        counts: one,
      })),
      "2025-01",
      until,
    ),
  );
}

/** Counties in two to four chapters and one or two regions; one may count nearly all that there is, and some reports never came. */
export function unevenStates(until = "2025-04"): fc.Arbitrary<YearTable> {
  const months = monthsBetween(month("2025-01"), month(until));
  const size = fc.record({
    chapters: fc.integer({ min: 2, max: 4 }),
    regions: fc.integer({ min: 1, max: 2 }),
  });
  const count = fc.oneof(
    { arbitrary: fc.constant(0), weight: 5 },
    { arbitrary: fc.integer({ min: 1, max: 6 }), weight: 7 },
    { arbitrary: fc.integer({ min: 10, max: 69 }), weight: 8 },
  );
  const said = fc.oneof(
    { arbitrary: fc.array(count, { minLength: 3, maxLength: 3 }), weight: 16 },
    { arbitrary: fc.constant(null), weight: 1 },
  );
  const county = fc.array(said, { minLength: months, maxLength: months });
  const counties = fc.array(county, { minLength: 4, maxLength: 7 });
  return fc.tuple(size, counties).map(([{ chapters, regions }, all]) =>
    smallTable(
      all.map((counts, index) => ({
        chapter: `chapter-${String(index % chapters)}`,
        region: `region-${String((index % chapters) % regions)}`,
        counts,
      })),
      "2025-01",
      until,
    ),
  );
}

/** @throws Error where the table cannot be laid out */
export function laidOut(table: YearTable): YearLattice {
  const lattice = layOut(table, NESTED_POLICY);
  if (!lattice.ok) throw new Error(JSON.stringify(lattice.problems));
  return lattice.value;
}

/** Everything as it stands once a release is out. */
export function onceOut(lattice: YearLattice, { cells }: Pick<ProtectedYear, "cells">): History {
  const readings = new Map(lattice.cells.map(({ id, reading }) => [id, reading]));
  return new Map(
    cells.map(({ id, status }): [string, FrozenCell] => [
      id,
      { id, status, reading: readings.get(id) ?? "NOT_EXPECTED" },
    ]),
  );
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What the program says of a file: one fault a line; nothing when it is sound. */
export function releaseVerify(file: unknown): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), "release-"));
  const path = join(directory, "file.json");
  try {
    writeFileSync(path, JSON.stringify(file));
    const { status, stderr } = spawnSync(process.execPath, ["scripts/release-verify.mjs", path], {
      encoding: "utf8",
    });
    const faults = stderr.split("\n").filter((line) => line !== "");
    if ((status === 0) !== (faults.length === 0)) throw new Error(`Ended with ${String(status)}: ${stderr}`);
    return faults;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
