// What the three gates say of a release, added up over its years.

import type { AttackReport } from "../disclosure/attack.js";
import type { ProtectedYear } from "../disclosure/protect.js";
import { problem, type Problem } from "../problem.js";
import type { GateReport, GateReports } from "./release-life.js";

/** A year that was protected, or restated. */
type JudgedYear = Pick<ProtectedYear, "publicAttack" | "insiderAttacks" | "proof" | "solver">;

export function gateReportsOf(years: readonly JudgedYear[]): GateReports {
  const insiders = years.flatMap(({ insiderAttacks }) => [...insiderAttacks.values()]);
  const chapters = new Set(years.flatMap(({ insiderAttacks }) => [...insiderAttacks.keys()]));
  return {
    public: sum(years.map(({ publicAttack }) => publicAttack)),
    movesReplayed: years.reduce((moves, { proof }) => moves + proof.moves.length, 0),
    insiders: { ...sum(insiders), chapters: chapters.size },
    solver: years[0]?.solver ?? "",
  };
}

function sum(reports: readonly AttackReport[]): GateReport {
  return {
    attacked: reports.reduce((all, { attacked }) => all + attacked, 0),
    floors: reports.reduce((all, { floors }) => all + floors.length, 0),
  };
}

/** Gate 2 found something. */
export function unproved(year: string, fault: string): Problem {
  return problem(
    "DISCLOSED",
    year,
    `The proof does not hold: ${fault}.`,
    "Tell the operator; nothing is published without a proof.",
  );
}
