// The lattice of one state and one calendar year: every figure that may be published, the hidden sums between them, and what
// adds up to what.
//
// What is added up when a report is missing: what was reported, and nothing else. A cell is the sum over the reports that say
// it, and its coverage says how many of how many those are. A missing report is therefore never a zero and never a number: it
// is no part of any sum, the relations between sums stay exact, and a cell without any report has no number at all. That
// the report is missing is public, so the chain of sums treats it as known to an attacker.

import { read } from "../catalog/catalog.js";
import type { MeasureKey } from "../catalog/measures.js";
import { accepted, refused, type Outcome } from "../problem.js";
import { chainOf, type Chain } from "./chain.js";
import { facetsOf, type Facet } from "./facets.js";
import {
  cellId,
  type CellCoverage,
  type LatticeCell,
  type LatticePeriod,
  type NoNumber,
  type Place,
} from "./lattice-cell.js";
import { CEILINGS, treesFor, type MeasureTree, type TreeNode } from "./measure-trees.js";
import type { DisclosurePolicy, LatticeGrain } from "./policy.js";
import { checkYearTable, periodsOfTable, type CountyMonth, type YearTable } from "./year-table.js";

/** A sum that the release does not publish, and an attacker reckons with. */
export interface HiddenSum {
  readonly id: string;
  readonly value: number;
  /** Of which place it is a figure; null: it is a sum in between. */
  readonly place: Place | null;
}

/** Total and parts, by the ids of cells and hidden sums. */
export interface Relation {
  readonly total: string;
  readonly parts: readonly string[];
  /** The total is a ceiling: it has nothing in common with its first part but that it is at least as large. */
  readonly isCeiling: boolean;
}

export interface YearLattice {
  readonly stateCode: string;
  /** "2025". */
  readonly year: string;
  readonly cells: readonly LatticeCell[];
  readonly hidden: readonly HiddenSum[];
  readonly relations: readonly Relation[];
  /** Chapter → what its coordinator knows: cells and hidden sums that are made of its reports alone. */
  readonly known: ReadonlyMap<string, readonly string[]>;
  /**
   * Chapter → how much of each cell and hidden sum its own reports make up, where that is not nothing. Its coordinator knows that
   * much of it, month by month; and as others report no less than nothing, the rest of it is a table like the whole.
   */
  readonly ownParts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Lays a year out, or says why that cannot be done. */
export function layOut(table: YearTable, policy: DisclosurePolicy): Outcome<YearLattice> {
  const problems = checkYearTable(table);
  if (problems.length > 0) return refused(...problems);
  const making = new LatticeInTheMaking(table, policy);
  for (const tree of treesFor(table)) making.addTree(tree);
  making.addCeilings();
  return accepted(making.lattice());
}

interface Spot {
  readonly place: Place;
  readonly period: LatticePeriod;
  /** County months in the place and the period, reported or not. */
  readonly rows: readonly CountyMonth[];
}

class LatticeInTheMaking {
  private readonly cells: LatticeCell[] = [];
  private readonly hidden: HiddenSum[] = [];
  private readonly relations: Relation[] = [];
  private readonly known = new Map<string, string[]>();
  private readonly ownParts = new Map<string, Map<string, number>>();
  private readonly facets: (Facet & { readonly chain: Chain })[] = [];
  private readonly periods: readonly LatticePeriod[];
  private readonly spots: readonly Spot[];
  /** By the key of a spot. */
  private readonly placeOf: ReadonlyMap<string, Place>;

  constructor(
    private readonly table: YearTable,
    policy: DisclosurePolicy,
  ) {
    this.periods = periodsOfTable(table);
    this.spots = spotsOf(table, this.periods, policy);
    this.placeOf = new Map(this.spots.map(({ place, period }) => [spotKey(place, period), place]));
  }

  addTree(tree: MeasureTree): void {
    const facets = facetsOf(tree, this.table.countyMonths).map((facet) => {
      const chain = chainOf(this.table.stateCode, facet.atoms, this.periods);
      this.addChain(facet.key, chain);
      return { ...facet, chain };
    });
    this.facets.push(...facets);
    for (const spot of this.spots) {
      const at = spotKey(spot.place, spot.period);
      const here = facets.filter(({ chain }) => chain.sums.has(at));
      for (const node of tree) this.addCell(spot, node, at, partsOf(node, tree, here));
    }
  }

  /** In one place and period a count is at most another one, as far as the same reports say both. */
  addCeilings(): void {
    for (const spot of this.spots)
      for (const { measure, atMost } of CEILINGS) {
        const both = spot.rows.filter((row) => says(row, measure) && says(row, atMost));
        const left = sumOf(both, atMost) - sumOf(both, measure);
        if (both.length === 0 || left < 0) continue;
        const total = this.shareOf(spot, atMost, measure, both);
        const part = this.shareOf(spot, measure, atMost, both);
        const rest = `${total} beyond ${measure}`;
        this.hidden.push({ id: rest, value: left, place: null });
        for (const [chapter, parts] of this.ownParts)
          this.addOwnPart(chapter, rest, (parts.get(total) ?? 0) - (parts.get(part) ?? 0));
        this.relations.push({ total, parts: [part, rest], isCeiling: true });
      }
  }

  /** Id of the share of a count that comes from reports which say another one beside it: the whole cell where all of them do. */
  private shareOf(
    { place, period, rows }: Spot,
    measure: MeasureKey,
    other: MeasureKey,
    both: readonly CountyMonth[],
  ): string {
    const cell = cellId(place, period, measure);
    if (rows.every((row) => !says(row, measure) || says(row, other))) return cell;
    const id = `${cell} beside ${other}`;
    const at = spotKey(place, period);
    const parts = this.facets.filter(
      ({ countedIn, beside, chain }) =>
        countedIn.includes(measure) && beside.includes(other) && chain.sums.has(at),
    );
    this.hidden.push({ id, value: sumOf(both, measure), place });
    this.relations.push({ total: id, parts: parts.map(({ key }) => `${at}|${key}`), isCeiling: false });
    this.addOwn(id, both, measure);
    return id;
  }

  lattice(): YearLattice {
    const { cells, hidden, relations, known, ownParts, table } = this;
    const year = table.from.slice(0, 4);
    return { stateCode: table.stateCode, year, cells, hidden, relations, known, ownParts };
  }

  private addChain(facet: string, { sums, relations }: Chain): void {
    for (const [at, { value, owner, byChapter }] of sums) {
      const id = `${at}|${facet}`;
      // A share of what is published of a place is its figure, too: where the one stays, the other does.
      this.hidden.push({ id, value, place: this.placeOf.get(at) ?? null });
      if (owner !== null) this.addKnown(owner, id);
      for (const [chapter, part] of byChapter) this.addOwnPart(chapter, id, part);
    }
    for (const { total, parts } of relations)
      this.relations.push({
        total: `${total}|${facet}`,
        parts: parts.map((part) => `${part}|${facet}`),
        isCeiling: false,
      });
  }

  private addCell(
    { place, period, rows }: Spot,
    { key, depth }: TreeNode,
    at: string,
    parts: readonly string[],
  ): void {
    const id = cellId(place, period, key);
    const saying = rows.filter((row) => says(row, key));
    const coverage: CellCoverage = { expected: rows.length, counted: saying.length };
    const reading = saying.length === 0 ? noNumber(rows) : sumOf(saying, key);
    this.cells.push({ id, place, period, measure: key, depth, reading, coverage });
    if (typeof reading !== "number") return;
    this.relations.push({ total: id, parts: parts.map((part) => `${at}|${part}`), isCeiling: false });
    this.addOwn(id, saying, key);
  }

  /** What coordinators have of a sum over reports. */
  private addOwn(id: string, saying: readonly CountyMonth[], key: MeasureKey): void {
    const chapters = new Set(saying.map(({ chapter }) => chapter));
    for (const chapter of chapters) {
      if (chapter === null) continue;
      const own = saying.filter((row) => row.chapter === chapter);
      this.addOwnPart(chapter, id, sumOf(own, key));
      if (chapters.size === 1) this.addKnown(chapter, id);
    }
  }

  private addKnown(chapter: string, id: string): void {
    const ids = this.known.get(chapter);
    if (ids === undefined) this.known.set(chapter, [id]);
    else ids.push(id);
  }

  private addOwnPart(chapter: string, id: string, part: number): void {
    if (part === 0) return;
    const parts = this.ownParts.get(chapter);
    if (parts === undefined) this.ownParts.set(chapter, new Map([[id, part]]));
    else parts.set(id, part);
  }
}

/** As sums of chains are named. */
function spotKey({ level, code }: Place, { label }: Pick<LatticePeriod, "label">): string {
  return `${level}:${code}|${label}`;
}

/** What a measure is the sum of in one spot: parts where it counts all that they count, and single facets beside them. */
function partsOf(
  { key, parts }: TreeNode,
  tree: MeasureTree,
  here: readonly { readonly key: string; readonly countedIn: readonly MeasureKey[] }[],
): readonly string[] {
  const counts = (node: MeasureKey) => here.filter(({ countedIn }) => countedIn.includes(node));
  const left = new Set(counts(key).map((facet) => facet.key));
  const whole = parts.filter((part) => {
    const facets = counts(part);
    return facets.length > 0 && facets.every((facet) => left.has(facet.key));
  });
  for (const part of whole) for (const facet of counts(part)) left.delete(facet.key);
  return [...whole, ...left];
}

function says({ values, month }: CountyMonth, key: MeasureKey): boolean {
  return values !== null && typeof read(values, key, month) === "number";
}

function sumOf(rows: readonly CountyMonth[], key: MeasureKey): number {
  return rows.reduce((sum, { values, month }) => {
    const reading = values === null ? null : read(values, key, month);
    return typeof reading === "number" ? sum + reading : sum;
  }, 0);
}

function noNumber(rows: readonly CountyMonth[]): NoNumber {
  if (rows.length === 0) return "NOT_EXPECTED";
  return rows.every(({ values }) => values === null) ? "NOT_REPORTED" : "NOT_COLLECTED";
}

/** Every place at a level of the policy, in every period that is published of it, in order of level, place and time. */
function spotsOf(
  { stateCode, countyMonths }: YearTable,
  periods: readonly LatticePeriod[],
  { lattice }: DisclosurePolicy,
): readonly Spot[] {
  const levels: readonly (readonly [
    Place["level"],
    readonly LatticeGrain[],
    (row: CountyMonth) => string | null,
  ])[] = [
    ["STATE", lattice.STATE, () => stateCode],
    ["REGION", lattice.REGION, ({ region }) => region],
    ["CHAPTER", lattice.CHAPTER, ({ chapter }) => chapter],
    ["COUNTY", lattice.COUNTY, ({ county }) => county],
  ];
  return levels.flatMap(([level, grains, codeOf]) => {
    const rowsByCode = new Map<string, CountyMonth[]>();
    for (const row of countyMonths) {
      const code = codeOf(row);
      if (code !== null) rowsByCode.set(code, [...(rowsByCode.get(code) ?? []), row]);
    }
    const codes = [...rowsByCode.keys()].sort();
    return codes.flatMap((code) =>
      periods
        .filter(({ grain }) => grains.includes(grain))
        .map((period) => ({
          place: { level, code },
          period,
          rows: (rowsByCode.get(code) ?? []).filter(
            ({ month }) => period.from <= month && month < period.until,
          ),
        })),
    );
  });
}
