// npm run bench:disclosure -- [random states]: protects invented years and attacks them, and prints what was withheld, what could be
// worked out and how long it took. Ends with 1 when anything could be worked out.

import { join } from "node:path";
import { chance } from "../../src/demonstration/random.js";
import { attackAsPublic } from "../../src/domain/disclosure/attack.js";
import { layOut, type YearLattice } from "../../src/domain/disclosure/lattice.js";
import { systemOf } from "../../src/domain/disclosure/linear-system.js";
import { isSmall, NESTED_POLICY as POLICY } from "../../src/domain/disclosure/policy.js";
import { protect } from "../../src/domain/disclosure/protect.js";
import type { FrozenCell, History } from "../../src/domain/disclosure/protected-lattice.js";
import { restate } from "../../src/domain/disclosure/restate.js";
import { smallCounts } from "../../src/domain/disclosure/secret.js";
import type { Solver } from "../../src/domain/disclosure/solver.js";
import type { CountyFips } from "../../src/domain/geography.js";
import { addMonths, eachMonth, type ReportingMonth } from "../../src/domain/reporting-month.js";
import type { YearTable } from "../../src/domain/disclosure/year-table.js";
import { readReferenceFiles } from "../../src/ingest/reference-files.js";
import { projectRoot } from "../../src/project-root.js";
import { loadSolver } from "../../src/solver/highs-solver.js";
import { unwrap } from "../../src/terminal/give-up.js";
import { inventYear, type InventedCounty, type InventedYear } from "./invented-year.js";

const VOLUMES = [1.2, 0.22, 0.14];
const YEAR = { stateCode: "MO", from: "2025-01", until: "2026-01" };

export async function main([states = "20"]: readonly string[]): Promise<void> {
  const solver = await loadSolver();
  const missouri = await missouriCounties();
  console.log(`${solver.name}; cells / primary / complementary; shown by level; found by the attack`);
  for (const rate of VOLUMES)
    measureYear(
      `Missouri at ${String(rate)}`,
      { ...YEAR, counties: missouri, rate, missing: 0, seed: 1 },
      solver,
    );
  for (let seed = 1; seed <= Number(states); seed++)
    measureYear(`Random state ${String(seed)}`, randomState(seed), solver);
  measureMonths({ ...randomState(2), until: "2027-01" }, solver);
}

async function missouriCounties(): Promise<readonly InventedCounty[]> {
  const { data } = unwrap(await readReferenceFiles(join(projectRoot, "prisma/reference")));
  const people = new Map(
    data.populations
      .filter(({ year, vintage }) => year === 2024 && vintage === "V2024")
      .map((one) => [one.county, one.people]),
  );
  return data.memberships
    .filter(({ stateCode, until }) => stateCode === "MO" && until === null)
    .map(({ county, chapterSlug, region }) => ({
      county,
      chapter: chapterSlug,
      region,
      people: people.get(county) ?? 0,
    }));
}

function randomState(seed: number): InventedYear {
  const luck = chance(seed, "state");
  const [regions, chapters] = [luck.whole(1, 4), luck.whole(2, 9)];
  const counties = Array.from({ length: luck.whole(chapters, chapters * 2) }, (_, index) => ({
    county: String(29001 + 2 * index) as CountyFips,
    chapter: `chapter-${String(index % chapters)}`,
    region: `region-${String((index % chapters) % regions)}`,
    people: Math.round(Math.exp(luck.between(8, 12.5))),
  }));
  return { ...YEAR, counties, rate: luck.between(0.1, 1), missing: seed % 2 === 0 ? 0 : 0.06, seed };
}

/** One release of a whole year, with every gate; and what the attack finds when only the small counts are withheld. */
function measureYear(title: string, invented: InventedYear, solver: Solver): void {
  const lattice = unwrap(layOut(inventYear(invented), POLICY));
  const naive = findings(lattice, solver);
  const laps: string[] = [];
  let begun = performance.now();
  const result = protect(lattice, POLICY, new Map(), solver, (step) => {
    laps.push(`${((performance.now() - begun) / 1_000).toFixed(1)} s before ${step}`);
    begun = performance.now();
  });
  const rest = `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
  console.log(`\n${title}: ${laps.join(", ")}, then ${rest}`);
  console.log(`  small counts withheld only: ${naive}`);
  if (!result.ok) {
    process.exitCode = 1;
    console.log(`  REFUSED: ${String(result.problems.length)}; ${result.problems[0]?.message ?? ""}`);
    return;
  }
  const { cells, suppressions, publicAttack } = result.value;
  const numbers = cells.filter(({ status }) => ["REPORTED", "REPORTED_ZERO", "WITHHELD"].includes(status));
  const primary = [...suppressions.values()].filter((one) => one === "PRIMARY").length;
  const shown = ["STATE", "REGION", "CHAPTER", "COUNTY"].map((level) => {
    const here = numbers.filter(({ place }) => place.level === level);
    const share = here.filter(({ status }) => status !== "WITHHELD").length / here.length;
    return `${level} ${(share * 100).toFixed(1)} %`;
  });
  console.log(
    `  ${String(numbers.length)} / ${String(primary)} / ${String(suppressions.size - primary)}; ${shown.join(", ")}; ` +
      `exact 0, narrow 0, floor ${String(publicAttack.floors.length)} of ${String(publicAttack.attacked)}`,
  );
}

/** The guard can fail: this is what it finds without complementary suppression. */
function findings(lattice: YearLattice, solver: Solver): string {
  const system = systemOf(lattice);
  const isShown = system.unknowns.map(({ cells, value }) => cells.length > 0 && !isSmall(POLICY, value));
  const target = {
    system,
    isShown,
    wasShown: isShown.map(() => false),
    secrets: smallCounts(system, POLICY),
  };
  const { failures, attacked } = attackAsPublic(target, solver);
  const exact = failures.filter(({ finding }) => finding === "EXACT").length;
  return `${String(attacked)} attacked, ${String(exact)} exact, ${String(failures.length - exact)} too narrow`;
}

/**
 * A release a month. Each protects what is new in its year and leaves the rest as it is; the attack knows all of them. Late
 * corrections change nothing that is locked; when the year is out, those that came are restated as far as they can be told.
 */
function measureMonths(invented: InventedYear, solver: Solver): void {
  console.log("\nA release a month:");
  for (const year of ["2025", "2026"]) {
    let history: History = new Map<string, FrozenCell>();
    const [from, end] = [`${year}-01` as ReportingMonth, `${String(Number(year) + 1)}-01` as ReportingMonth];
    const table = inventYear({ ...invented, from, until: end });
    for (const month of eachMonth(from, end)) {
      const until = addMonths(month, 1);
      const countyMonths = table.countyMonths.filter((row) => row.month < until);
      const lattice = unwrap(layOut({ ...table, until, countyMonths }, POLICY));
      const begun = performance.now();
      const result = protect(lattice, POLICY, history, solver);
      const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
      if (!result.ok) {
        process.exitCode = 1;
        console.log(
          `  ${month}: REFUSED ${String(result.problems.length)}; ${result.problems[0]?.message ?? ""}`,
        );
        return;
      }
      const { cells, suppressions, publicAttack } = result.value;
      const readings = new Map(lattice.cells.map(({ id, reading }) => [id, reading]));
      history = new Map(
        cells.map(({ id, status }) => [id, { id, status, reading: readings.get(id) ?? "NOT_REPORTED" }]),
      );
      console.log(
        `  ${month}: ${String(cells.length)} cells, ${String(suppressions.size)} withheld, exact 0, narrow 0, ` +
          `floor ${String(publicAttack.floors.length)}; ${seconds} s`,
      );
    }
    measureRestatement(
      table,
      inventYear({ ...invented, from, until: end, seed: invented.seed + 1_000 }),
      history,
      solver,
    );
  }
}

const CORRECTED = 0.02;

/** Some county months are counted anew, as another draw has them. */
function measureRestatement(table: YearTable, redrawn: YearTable, published: History, solver: Solver): void {
  const luck = chance(1, "corrections", table.from);
  const countyMonths = table.countyMonths.map((row, place) =>
    luck.happens(CORRECTED) ? (redrawn.countyMonths[place] ?? row) : row,
  );
  const lattice = unwrap(layOut({ ...table, countyMonths }, POLICY));
  const changed = lattice.cells.filter(({ id, reading }) => published.get(id)?.reading !== reading).length;
  const begun = performance.now();
  const result = restate(lattice, POLICY, published, solver);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  if (!result.ok) process.exitCode = 1;
  console.log(
    result.ok
      ? `  corrections: ${String(changed)} cells changed, ${String(result.value.cells.length)} restated, ` +
          `${String(result.value.publicAttack.attacked)} attacked, exact 0, narrow 0; ${seconds} s`
      : `  corrections: REFUSED ${String(result.problems.length)}; ${result.problems[0]?.message ?? ""}`,
  );
}
