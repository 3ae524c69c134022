// npm run bench:first-release -- [builds]: builds the first release of the demonstration as of twelve months, and with eight other
// seeds, as `npm start` does but without a database, and prints what each costs in processor time. Ends with 1 when one is refused.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { layOut } from "../../src/domain/disclosure/lattice.js";
import { NESTED_POLICY as POLICY } from "../../src/domain/disclosure/policy.js";
import { protect, type ProtectedYear } from "../../src/domain/disclosure/protect.js";
import type { YearTable } from "../../src/domain/disclosure/year-table.js";
import { addMonths, type ReportingMonth } from "../../src/domain/reporting-month.js";
import { readReferenceFiles } from "../../src/ingest/reference-files.js";
import { projectRoot } from "../../src/project-root.js";
import { loadSolver } from "../../src/solver/highs-solver.js";
import { unwrap } from "../../src/terminal/give-up.js";
import { sealProof } from "../../src/usecases/pack-proofs.js";
import { DEMONSTRATION_SEED } from "../../src/usecases/seed-demonstration.js";
import { demonstrationYears } from "./demonstration-years.js";

const LAST_START = "2026-12" as ReportingMonth;
const MONTHS = 12;
const OTHER_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Build {
  readonly title: string;
  readonly now: Date;
  readonly seed: number;
}

const BUILDS: readonly Build[] = [
  ...Array.from({ length: MONTHS }, (_, index) => addMonths(LAST_START, index + 1 - MONTHS)).map((month) => ({
    title: `as of ${month}-05`,
    now: new Date(`${month}-05T18:00:00Z`),
    seed: DEMONSTRATION_SEED,
  })),
  ...OTHER_SEEDS.map((seed) => ({
    title: `seed ${String(seed)}`,
    now: new Date(`${LAST_START}-05T18:00:00Z`),
    seed,
  })),
];

export async function main([builds = String(BUILDS.length)]: readonly string[]): Promise<void> {
  const { data } = unwrap(await readReferenceFiles(join(projectRoot, "prisma/reference")));
  const verifier = pathToFileURL(join(projectRoot, "scripts/release-verify.mjs")).href;
  const { faultsOf } = (await import(verifier)) as {
    readonly faultsOf: (file: unknown) => readonly string[];
  };
  console.log(
    "| build | months | small counts / others withheld | region-years with jail shown | processor minutes |",
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const { title, now, seed } of BUILDS.slice(0, Number(builds))) {
    const begun = processorSeconds();
    const tables = demonstrationYears(data, now, seed);
    const solver = await loadSolver();
    const made = tables.map((table) => protect(unwrap(layOut(table, POLICY)), POLICY, new Map(), solver));
    const faults = made.flatMap((year) =>
      year.ok
        ? faultsOf(JSON.parse(sealProof(year.value.proof)))
        : year.problems.slice(0, 1).map(({ message }) => message),
    );
    const minutes = ((processorSeconds() - begun) / 60).toFixed(1);
    if (faults.length > 0) process.exitCode = 1;
    const years = made.flatMap((year) => (year.ok ? [year.value] : []));
    const said = faults.length > 0 ? `REFUSED: ${faults[0] ?? ""}` : withheldIn(years);
    console.log(`| ${title} | ${monthsOf(tables)} | ${said} | ${jailShown(years)} | ${minutes} |`);
  }
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function monthsOf(tables: readonly YearTable[]): string {
  return `${tables[0]?.from ?? ""} to ${addMonths(tables.at(-1)?.until ?? LAST_START, -1)}`;
}

function withheldIn(years: readonly ProtectedYear[]): string {
  const all = years.flatMap(({ suppressions }) => [...suppressions.values()]);
  const primary = all.filter((one) => one === "PRIMARY").length;
  return `${String(primary)} / ${String(all.length - primary)}`;
}

/** Of the newest whole year. */
function jailShown(years: readonly ProtectedYear[]): string {
  const isHeadline = ({ place, period, measure }: ProtectedYear["cells"][number]) =>
    place.level === "REGION" && period.grain === "YEAR" && measure === "JAIL_BOOKINGS";
  const cells =
    years.flatMap((year) => [year.cells.filter(isHeadline)]).findLast(({ length }) => length > 0) ?? [];
  return `${String(cells.filter(({ value }) => value !== null).length)} of ${String(cells.length)}`;
}
