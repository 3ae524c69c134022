// Builds the release that waits longest: one snapshot of accepted reports, laid out year by year, protected and attacked. What
// fails a gate is told and thrown away; there is no way round.

import { createHash } from "node:crypto";
import { canonicalText } from "../domain/disclosure/canonical.js";
import type { ProtectedYear } from "../domain/disclosure/protect.js";
import type { History } from "../domain/disclosure/protected-lattice.js";
import { layOut, type YearLattice } from "../domain/disclosure/lattice.js";
import type { YearTable } from "../domain/disclosure/year-table.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { gateReportsOf, unproved } from "../domain/release/gate-reports.js";
import { manifestOf } from "../domain/release/manifest.js";
import type { Release } from "../domain/release/release-life.js";
import { beginningOf, isInvented, shownUntil } from "../domain/release/release-life.js";
import { inputMonths, plainMonth, yearTables, type InputMonth } from "../domain/release/release-inputs.js";
import { monthName } from "../domain/period.js";
import { addMonths, type ReportingMonth } from "../domain/reporting-month.js";
import { MARK, type ReportGrid } from "../domain/statistics/report-grid.js";
import { packProofs, sealProof } from "./pack-proofs.js";
import type { Clock } from "./ports.js";
import { buildRestatement, type RestatementPorts } from "./build-restatement.js";
import { PROVING, STEP_WORDS, type Step, type Tell } from "./build-steps.js";
import { BuilderLease, leaseEnd, USUAL_TERMS, type LeaseTerms } from "./builder-lease.js";
import type { BuiltCell, BuiltRelease, ProtectYear } from "./release-ports.js";

export interface ReleaseBuilderPorts extends RestatementPorts {
  readonly protectYear: ProtectYear;
  readonly clock: Clock;
}

/**
 * `LOST`: another builder has taken over. `CANCELED`: it was discarded while it was built. `HANDED_BACK`: the process ends, and another
 * one builds it anew.
 */
export type BuildEnd = "BUILT" | "FAILED" | "LOST" | "CANCELED" | "HANDED_BACK";

/**
 * @param ending aborted when the process ends: what is under way is handed back
 * @returns what became of it; null when none waits
 */
export type BuildWaitingRelease = (
  ending?: AbortSignal,
) => Promise<(Pick<Release, "id"> & { readonly status: BuildEnd }) | null>;

export function buildWaitingRelease(
  ports: ReleaseBuilderPorts,
  terms: LeaseTerms = USUAL_TERMS,
): BuildWaitingRelease {
  const { releaseQueue, clock } = ports;
  return async (ending = new AbortController().signal) => {
    const endsAt = leaseEnd(clock, terms.lastsMs);
    const release = await releaseQueue.take(clock(), endsAt);
    if (release === null) return null;
    const { id } = release;
    const lease = new BuilderLease(ports, id, endsAt, terms);
    const build = release.kind === "RESTATEMENT" ? buildRestatement : buildRegular;
    const stop = AbortSignal.any([ending, lease.lost]);
    let told = { done: 0, doneAt: clock() };
    const tell: Tell = (step, done, inAll) => {
      if (done !== told.done) told = { done, doneAt: clock() };
      return releaseQueue.progress(id, { step, ...told, inAll });
    };
    const building = build(ports, release, tell, stop).catch((error: unknown) =>
      refused(brokenOff(error as Error)),
    );
    const built = await unlessAborted(building, stop);
    if (built === null && !lease.lost.aborted) {
      await lease.handBack();
      return { id, status: "HANDED_BACK" };
    }
    const held = await lease.held();
    const isWritten =
      built !== null &&
      held !== null &&
      (built.ok
        ? await releaseQueue.finish(id, held, built.value, clock())
        : await releaseQueue.fail(id, held, built.problems));
    if (!isWritten) return { id, status: await lease.loss() };
    return { id, status: built.ok ? "BUILT" : "FAILED" };
  };
}

/** Null once the signal is aborted. What is under way then comes to nothing. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | null> {
  return new Promise((resolve, reject) => {
    const end = () => {
      resolve(null);
    };
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
    const settled = () => {
      signal.removeEventListener("abort", end);
    };
    void work.then(resolve, reject).finally(settled);
  });
}

async function buildRegular(
  ports: ReleaseBuilderPorts,
  release: Release,
  tell: Tell,
  stop: AbortSignal,
): Promise<Outcome<BuiltRelease>> {
  const { stateCode, until, policy } = release;
  const out = await ports.releaseQueue.published(stateCode);
  const inputs = await inputsOf(ports, release, out);
  if (!inputs.ok) return inputs;
  const { months, from, setsFrom, grid } = inputs.value;
  const sets = { from: setsFrom, until };
  const tables = yearTables(stateCode, months, sets, until);
  const histories = await ports.releaseQueue.history(stateCode, tables.map(yearOf));
  const years: ProtectedYear[] = [];
  const problems: Problem[] = [];
  const cells: BuiltCell[] = [];
  const proofs: string[] = [];
  for (const [place, table] of tables.entries()) {
    const year = yearOf(table);
    const history: History = histories.get(year) ?? new Map();
    const say = (step: string) => tell(`${year}: ${step}`, place, tables.length);
    await say("adding up the reports");
    const lattice = layOut(table, policy);
    if (!lattice.ok) {
      problems.push(...lattice.problems);
      continue;
    }
    const onStep = (step: Step) => {
      // How far it is, is only told; that it cannot be told stops nothing.
      void say(STEP_WORDS[step]).catch(() => undefined);
    };
    const made = await ports.protectYear(lattice.value, policy, history, onStep, stop);
    if (!made.ok) {
      problems.push(...made.problems);
      continue;
    }
    await say(PROVING);
    const proof = sealProof(made.value.proof);
    problems.push(...(await ports.checkProof(proof, stop)).map((fault) => unproved(year, fault)));
    proofs.push(proof);
    years.push(made.value);
    cells.push(...addedCells(made.value, lattice.value, history));
  }
  if (problems.length > 0) return refused(...problems);
  const set = months.filter(({ month }) => setsFrom <= month && month < until).map(plainMonth);
  const manifest = canonicalText({ ...manifestOf(stateCode, policy, years), months: set });
  return accepted({
    cells,
    from,
    setsFrom,
    setsUntil: until,
    isDemonstration: months.some(isInvented),
    roster: grid.roster,
    months: set,
    corrections: [],
    gates: gateReportsOf(years),
    contentSha256: createHash("sha256").update(manifest).digest("hex"),
    manifest,
    proof: await packProofs(proofs),
  });
}

interface Inputs {
  readonly grid: ReportGrid;
  /** First month of all that is shown. */
  readonly from: ReportingMonth;
  readonly setsFrom: ReportingMonth;
  readonly months: readonly InputMonth[];
}

/** Months that are out already are taken as they were when they went out, so that sums over them stay sums. */
async function inputsOf(
  { figures }: ReleaseBuilderPorts,
  release: Release,
  out: readonly Release[],
): Promise<Outcome<Inputs>> {
  const { stateCode, until, asOf } = release;
  const source = await figures.asOf(stateCode, asOf);
  if (source === null) throw new Error(`There is no state ${stateCode}.`);
  const { grid } = source;
  const months: InputMonth[] = [];
  let shown = beginningOf([...out, release]) ?? grid.span.from;
  for (const earlier of out) {
    if (earlier.until <= shown) continue;
    const past = await figures.asOf(stateCode, earlier.asOf);
    if (past !== null) months.push(...inputMonths(past.grid, { from: shown, until: earlier.until }));
    shown = earlier.until;
  }
  const fresh = inputMonths(grid, { from: shown, until });
  const all = [...months, ...fresh];
  const [first] = all.map(({ month }) => month).sort();
  if (first === undefined || fresh.every(({ marks }) => (marks & MARK.ACCEPTED) === 0))
    return refused(nothingAccepted(shownUntil(out), until));
  if (new Set(all.filter(isAccepted).map(isInvented)).size > 1) return refused(mixed());
  const setsFrom = first > shown ? first : shown;
  return accepted({ grid, from: first, setsFrom, months: all });
}

function isAccepted({ marks }: InputMonth): boolean {
  return (marks & MARK.ACCEPTED) !== 0;
}

function yearOf({ from }: YearTable): string {
  return from.slice(0, 4);
}

/** What is out already is not added again. */
function addedCells(
  { cells, suppressions }: ProtectedYear,
  lattice: YearLattice,
  history: History,
): readonly BuiltCell[] {
  const readings = new Map(lattice.cells.map(({ id, reading }) => [id, reading]));
  return cells
    .filter(({ id }) => !history.has(id))
    .map((cell) => {
      const reading = readings.get(cell.id);
      return {
        cell,
        reading: typeof reading === "number" ? reading : null,
        suppression: suppressions.get(cell.id) ?? null,
      };
    });
}

function nothingAccepted(shown: ReportingMonth | null, until: ReportingMonth): Problem {
  const last = monthName(addMonths(until, -1));
  return problem(
    "NOTHING_NEW",
    "until",
    shown === null
      ? `No report was accepted for any month through ${last}.`
      : `No report was accepted for ${monthName(shown)} through ${last}.`,
    "Accept reports first, or take later months with it.",
  );
}

function mixed(): Problem {
  return problem(
    "DEMONSTRATION",
    "state",
    "The state has accepted reports that are real and others that are invented for demonstration.",
    "Build releases on a server without demonstration data (npm start -- --no-demo).",
  );
}

function brokenOff({ message }: Error): Problem {
  return problem(
    "BROKEN_OFF",
    "release",
    `The builder broke off: ${message}`,
    "Tell the operator; nothing was published.",
  );
}
