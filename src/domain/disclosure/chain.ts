// One facet added up along the chain of margins: months of regions, quarters of chapters, years of counties. Between them stand
// the smallest hidden sums that make an attack on the published cells exactly as strong as one on the whole table of county
// months. Where the same months are reported throughout, no hidden sum is needed. Where a report is missing, or a county
// changes its chapter, an attacker knows in which months nothing can be, and the chain is refined there.

import { addMonths, eachMonth } from "../reporting-month.js";
import type { Atom } from "./facets.js";
import type { LatticePeriod } from "./lattice-cell.js";
import type { CountyMonth } from "./year-table.js";

/** A sum of county months. */
export interface Sum {
  readonly value: number;
  /** Slug of the chapter whose reports alone are in it; null: there are several, or none. */
  readonly owner: string | null;
  /** Slug of the chapter → how much of it its reports make up. */
  readonly byChapter: ReadonlyMap<string, number>;
}

/** A total and its parts, by the keys of sums. */
export interface SumRelation {
  readonly total: string;
  readonly parts: readonly string[];
}

export interface Chain {
  /** By place and period: "REGION:Central|2025-Q1". */
  readonly sums: ReadonlyMap<string, Sum>;
  readonly relations: readonly SumRelation[];
}

type Stretch = Pick<LatticePeriod, "label" | "from" | "until">;

/** By what county months are put together. */
type Key = (at: CountyMonth) => string;

/** A county without a chapter is a unit of its own. */
const unitOf: Key = ({ chapter, county }) => (chapter === null ? `ALONE:${county}` : `CHAPTER:${chapter}`);
const regionOf: Key = ({ region }) => (region === null ? "NO_REGION:" : `REGION:${region}`);
const countyOf: Key = ({ county }) => `COUNTY:${county}`;
/** A county as far as one unit serves it. */
const shareOf: Key = (at) => `${unitOf(at)}/${at.county}`;

/** @param stateCode as in "MO" */
export function chainOf(stateCode: string, atoms: readonly Atom[], periods: readonly LatticePeriod[]): Chain {
  const chain = new ChainInTheMaking();
  const stateOf: Key = () => `STATE:${stateCode}`;
  const quarters = periods.filter(({ grain }) => grain === "QUARTER");
  const year = periods.find(({ grain }) => grain === "YEAR") ?? null;
  const teamOf = year === null ? null : teamsOf(within(atoms, year), year);
  for (const period of periods) chain.byPlace(within(atoms, period), period, stateOf, regionOf);
  for (const quarter of quarters) addQuarter(chain, within(atoms, quarter), quarter, teamOf);
  if (year !== null && teamOf !== null) addYear(chain, within(atoms, year), year, quarters, teamOf);
  return chain;
}

/**
 * Regions by their months and by their units. Where not all units of a region report the same months, it is split month by
 * month into groups of units that do.
 * @param teamOf null while the year is not shown: then nothing is asked of single counties
 */
function addQuarter(
  chain: ChainInTheMaking,
  atoms: readonly Atom[],
  quarter: Stretch,
  teamOf: Key | null,
): void {
  const months = monthsOf(quarter);
  const loose = new Map<string, boolean>();
  for (const [unit, ofUnit] of grouped(atoms, unitOf)) {
    const isUneven = teamOf !== null && !isEven(ofUnit, countyOf, months);
    if (isUneven || grouped(ofUnit, regionOf).size > 1) loose.set(unit, isUneven);
  }
  const patterns = patternsOf(atoms, unitOf, months);
  const groupOf: Key = (at) =>
    loose.has(unitOf(at)) ? unitOf(at) : `${regionOf(at)}/${patterns.get(unitOf(at)) ?? ""}`;
  for (const inRegion of grouped(atoms, regionOf).values()) {
    chain.byTime(inRegion, quarter, months, regionOf);
    const bound = inRegion.filter(({ at }) => !loose.has(unitOf(at)));
    if (bound.length === inRegion.length && isEven(inRegion, unitOf, months)) {
      chain.byPlace(inRegion, quarter, regionOf, unitOf);
      continue;
    }
    for (const month of months) chain.byPlace(within(inRegion, month), month, regionOf, groupOf);
    chain.byTime(bound, quarter, months, groupOf);
    chain.byPlace(bound, quarter, groupOf, unitOf);
  }
  for (const [unit, ofUnit] of grouped(atoms, unitOf)) {
    if (!loose.has(unit)) continue;
    chain.byTime(ofUnit, quarter, months, unitOf);
    if (teamOf === null || loose.get(unit) !== true) continue;
    for (const month of months) chain.byPlace(within(ofUnit, month), month, unitOf, teamOf);
    chain.byTime(ofUnit, quarter, months, teamOf);
  }
}

/** Regions and units by their quarters, counties by the units that served them; an uneven unit is split into its teams. */
function addYear(
  chain: ChainInTheMaking,
  atoms: readonly Atom[],
  year: Stretch,
  quarters: readonly Stretch[],
  teamOf: Key,
): void {
  chain.byTime(atoms, year, quarters, regionOf);
  chain.byTime(atoms, year, quarters, unitOf);
  chain.byPlace(atoms, year, countyOf, shareOf);
  for (const ofUnit of grouped(atoms, unitOf).values()) {
    if (isEven(ofUnit, countyOf, monthsOf(year))) {
      chain.byPlace(ofUnit, year, unitOf, shareOf);
      continue;
    }
    for (const quarter of quarters) chain.byPlace(within(ofUnit, quarter), quarter, unitOf, teamOf);
    chain.byTime(ofUnit, year, quarters, teamOf);
    chain.byPlace(ofUnit, year, teamOf, shareOf);
  }
}

/** Counties of a unit that report the same months of the year; no structure tells them apart within it. */
function teamsOf(atoms: readonly Atom[], year: Stretch): Key {
  const patterns = patternsOf(atoms, shareOf, monthsOf(year));
  return (at) => `${unitOf(at)}/${patterns.get(shareOf(at)) ?? ""}`;
}

class ChainInTheMaking implements Chain {
  readonly sums = new Map<string, Sum>();
  readonly relations: SumRelation[] = [];

  /** Each place in a stretch is the sum of the smaller places in it. */
  byPlace(atoms: readonly Atom[], { label }: Stretch, total: Key, part: Key): void {
    for (const [key, inTotal] of grouped(atoms, total))
      this.relate(
        [`${key}|${label}`, inTotal],
        [...grouped(inTotal, part)].map(([name, inPart]) => [`${name}|${label}`, inPart]),
      );
  }

  /** Each place in a stretch is the sum of itself in the smaller stretches. */
  byTime(atoms: readonly Atom[], { label }: Stretch, parts: readonly Stretch[], place: Key): void {
    for (const [key, inTotal] of grouped(atoms, place))
      this.relate(
        [`${key}|${label}`, inTotal],
        parts.flatMap((part) => {
          const inPart = within(inTotal, part);
          return inPart.length === 0 ? [] : [[`${key}|${part.label}`, inPart] as const];
        }),
      );
  }

  private relate(total: Group, parts: readonly Group[]): void {
    for (const [key, atoms] of [total, ...parts]) if (!this.sums.has(key)) this.sums.set(key, sumOf(atoms));
    this.relations.push({ total: total[0], parts: parts.map(([key]) => key) });
  }
}

type Group = readonly [key: string, atoms: readonly Atom[]];

function sumOf(atoms: readonly Atom[]): Sum {
  const chapters = new Set(atoms.map(({ at }) => at.chapter));
  const [owner = null] = chapters;
  const byChapter = new Map<string, number>();
  for (const { at, value } of atoms)
    if (at.chapter !== null) byChapter.set(at.chapter, (byChapter.get(at.chapter) ?? 0) + value);
  return {
    value: atoms.reduce((sum, atom) => sum + atom.value, 0),
    owner: chapters.size === 1 ? owner : null,
    byChapter,
  };
}

/** Whether every group has something in the same stretches. */
function isEven(atoms: readonly Atom[], by: Key, stretches: readonly Stretch[]): boolean {
  return new Set(patternsOf(atoms, by, stretches).values()).size <= 1;
}

/** By group, in which of the stretches it has something, such as "101". */
function patternsOf(
  atoms: readonly Atom[],
  by: Key,
  stretches: readonly Stretch[],
): ReadonlyMap<string, string> {
  return new Map(
    [...grouped(atoms, by)].map(([key, group]) => [
      key,
      stretches.map((stretch) => (within(group, stretch).length > 0 ? "1" : "0")).join(""),
    ]),
  );
}

function within(atoms: readonly Atom[], { from, until }: Pick<Stretch, "from" | "until">): readonly Atom[] {
  return atoms.filter(({ at }) => from <= at.month && at.month < until);
}

function monthsOf({ from, until }: Stretch): readonly Stretch[] {
  return [...eachMonth(from, until)].map((month) => ({
    label: month,
    from: month,
    until: addMonths(month, 1),
  }));
}

function grouped(atoms: readonly Atom[], by: Key): ReadonlyMap<string, readonly Atom[]> {
  const groups = new Map<string, Atom[]>();
  for (const atom of atoms) {
    const key = by(atom.at);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [atom]);
    else group.push(atom);
  }
  return groups;
}
