// Builds a restatement: a year that is out, with all that is accepted by now, and of that only what can be told safely.

import { createHash } from "node:crypto";
import { canonicalText } from "../domain/disclosure/canonical.js";
import { layOut } from "../domain/disclosure/lattice.js";
import type { History } from "../domain/disclosure/protected-lattice.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { cellCorrection, plainCorrections } from "../domain/release/correction.js";
import { gateReportsOf, unproved } from "../domain/release/gate-reports.js";
import { manifestOf } from "../domain/release/manifest.js";
import { isInvented, restatedYear, type Release } from "../domain/release/release-life.js";
import { inPublishedPlaces, inputMonths, plainMonth, yearTables } from "../domain/release/release-inputs.js";
import { PROVING, STEP_WORDS, type Step, type Tell } from "./build-steps.js";
import { packProofs, sealProof } from "./pack-proofs.js";
import type { FigureReader } from "./ports.js";
import type { BuiltRelease, CheckProof, ReleaseQueue, RestateYear } from "./release-ports.js";

export interface RestatementPorts {
  readonly figures: FigureReader;
  readonly releaseQueue: ReleaseQueue;
  readonly restateYear: RestateYear;
  readonly checkProof: CheckProof;
}

export async function buildRestatement(
  { figures, releaseQueue, restateYear, checkProof }: RestatementPorts,
  release: Release,
  tell: Tell,
  stop: AbortSignal,
): Promise<Outcome<BuiltRelease>> {
  const { stateCode, asOf, policy } = release;
  const { year, ...whole } = restatedYear(release);
  const from = await releaseQueue.shownFrom(stateCode);
  if (from >= whole.until) return refused(nothingLarge(year));
  // What is before the first month that was published is not restated either.
  const range = from > whole.from ? { ...whole, from } : whole;
  const source = await figures.asOf(stateCode, asOf);
  if (source === null) throw new Error(`There is no state ${stateCode}.`);
  const publishedMonths = await releaseQueue.publishedMonths(stateCode, range);
  const months = inPublishedPlaces(inputMonths(source.grid, range), publishedMonths);
  const [table] = yearTables(stateCode, months, range, range.until);
  if (table === undefined) throw new Error(`${year} is no year.`);
  await tell(`${year}: adding up the reports`, 0, 1);
  const lattice = layOut(table, policy);
  if (!lattice.ok) return lattice;
  const published = (await releaseQueue.history(stateCode, [year])).get(year) ?? (new Map() as History);
  const onStep = (step: Step) => {
    void tell(`${year}: ${STEP_WORDS[step]}`, 0, 1).catch(() => undefined);
  };
  const made = await restateYear(lattice.value, policy, published, onStep, stop);
  if (!made.ok) return made;
  const { cells, proof } = made.value;
  const sealedProof = sealProof(proof);
  await tell(`${year}: ${PROVING}`, 0, 1);
  const faults = await checkProof(sealedProof, stop);
  if (faults.length > 0) return refused(...faults.map((fault) => unproved(year, fault)));
  const set = months.map(plainMonth);
  const corrections = [
    ...cells.map((cell) => cellCorrection(cell, published.get(cell.id))),
    ...plainCorrections(publishedMonths, set),
  ];
  if (corrections.length === 0) return refused(nothingLarge(year));
  const manifest = canonicalText({
    ...manifestOf(stateCode, policy, [{ cells, relations: [] }]),
    months: set,
    corrections,
  });
  return accepted({
    cells: cells.map((cell) => ({ cell, reading: cell.value, suppression: null })),
    from,
    setsFrom: range.from,
    setsUntil: range.until,
    isDemonstration: months.some(isInvented),
    roster: source.grid.roster,
    months: set,
    corrections,
    gates: gateReportsOf([made.value]),
    contentSha256: createHash("sha256").update(manifest).digest("hex"),
    manifest,
    proof: await packProofs([sealedProof]),
  });
}

function nothingLarge(year: string): Problem {
  return problem(
    "NOTHING_NEW",
    "year",
    `Nothing that is published of ${year} has changed by enough to be told.`,
    "Live figures hold the corrections; ask again when more have come.",
  );
}
