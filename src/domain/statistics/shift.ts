// Runs of points on one side of their centre, long enough to speak of a new level, and when it began.

import { total } from "./total.js";

/** One point, as seen from its centre. */
export interface Side {
  readonly events: number;
  /** Events that would be usual: the centre. */
  readonly mean: number;
  /** 1 above, −1 below, 0 on the centre: then it neither lengthens nor ends a run. */
  readonly side: 1 | -1 | 0;
  /** Probability of this side, of a point that lies on either; a half for a symmetric spread. */
  readonly probability: number;
}

/** Positions among the points, both included. */
export interface Shift {
  readonly first: number;
  readonly last: number;
  readonly side: 1 | -1;
}

/** @source Western Electric, Statistical Quality Control Handbook (1956), rule 4; Nelson, J. Quality Technology 16 (1984) 237–239, has 9 */
const SHORTEST_RUN = 8;

/** A run must be rarer than 1 in so many times the number of points: in 1 of 16 quiet series one is that long by chance. */
const RARITY = 16;

/**
 * Runs of 8 points or more that would begin at a given point by chance at most once in 16 × n, for n points. Among many points,
 * or where one side is likelier than the other (many months without an event, say), a run has to be longer.
 * @source Anhøj and Olesen, PLoS ONE 9 (2014) e113825: a longest run beyond log2(n) + 3 is a shift, however many points there are
 */
export function findShifts(points: readonly Side[]): readonly Shift[] {
  return runsOf(points)
    .filter((run) => isRare(membersOf(run, points), points.length))
    .map((run) => dated(run, points));
}

function isRare(run: readonly Side[], points: number): boolean {
  const members = run.filter(({ side }) => side !== 0);
  const chance = members.reduce((product, { probability }) => product * probability, 1);
  return members.length >= SHORTEST_RUN && chance * RARITY * points <= 1;
}

function runsOf(points: readonly Side[]): readonly Shift[] {
  const runs: Shift[] = [];
  points.forEach(({ side }, index) => {
    if (side === 0) return;
    const run = runs.at(-1);
    if (run?.side === side) runs[runs.length - 1] = { ...run, last: index };
    else runs.push({ first: index, last: index, side });
  });
  return runs;
}

function membersOf({ first, last }: Shift, points: readonly Side[]): readonly Side[] {
  return points.slice(first, last + 1);
}

/**
 * Without the points at its ends that are likelier at the usual level than at that of the run: every second point before a change
 * lies on its side by chance, and would date it too early. An end of the series is no end of the run.
 * @source Hinkley, Biometrika 57 (1970) 1–17, Inference about the change-point in a sequence of random variables
 */
function dated(run: Shift, points: readonly Side[]): Shift {
  const members = membersOf(run, points);
  const level = total(members.map(({ events }) => events)) / total(members.map(({ mean }) => mean));
  const isOfRun = (point: Side | undefined) => point !== undefined && likelihoodRatio(point, level) > 0;
  let { first, last } = run;
  while (run.first > 0 && first < last && !isOfRun(points[first])) first++;
  while (run.last < points.length - 1 && last > first && !isOfRun(points[last])) last--;
  return { ...run, first, last };
}

/** Logarithm, for a Poisson count at so many times its mean against one at its mean. */
function likelihoodRatio({ events, mean }: Side, level: number): number {
  return (events === 0 ? 0 : events * Math.log(level)) - mean * (level - 1);
}
