// The areas of an answer: which rows a question has, before anything is counted.

import type { CountyFips } from "../geography.js";
import { overlap, type ReportingMonth } from "../reporting-month.js";
import type { ReportGrid, Series } from "./report-grid.js";
import { AreaSeries } from "./area-series.js";

export const SPLITS = ["REGION", "CHAPTER", "COUNTY"] as const;

/** What the rows of a state are split by. */
export type Split = (typeof SPLITS)[number];

/** Where and when a question looks. */
export interface Scope {
  readonly from: ReportingMonth;
  readonly until: ReportingMonth;
  /** Without doubles, in the order of {@link SPLITS}. Empty: one row for all of the state that is asked about. */
  readonly by: readonly Split[];
  /** Null: every county of the state. */
  readonly counties: ReadonlySet<CountyFips> | null;
  /** Slugs. Null: every chapter of the state. */
  readonly chapters: ReadonlySet<string> | null;
  /** Null: every region of the state. */
  readonly regions: ReadonlySet<string> | null;
  /** Counties that are left out. Null: none. */
  readonly except: ReadonlySet<CountyFips> | null;
}

/** Null: the rows are not split by it, or the county is served by no chapter, or the chapter serves no county. */
export interface AreaNames {
  readonly region: string | null;
  /** Slug. */
  readonly chapter: string | null;
  readonly county: CountyFips | null;
}

export interface Area extends AreaNames {
  readonly reports: AreaSeries;
}

export function isAsked(
  { chapters, counties, regions, except }: Scope,
  { chapter, membership }: Series,
): boolean {
  return (
    except?.has(membership.county) !== true &&
    (chapters?.has(chapter.slug) ?? true) &&
    (counties?.has(membership.county) ?? true) &&
    (regions?.has(membership.region) ?? true)
  );
}

/** Sorts by region, chapter and county. */
function areaKey({ region, chapter, county }: AreaNames): string {
  return [region ?? "", chapter ?? "", county ?? ""].join("\u0000");
}

/** The area that a series falls into. */
function areaOf({ chapter, membership }: Series, by: readonly Split[]): AreaNames {
  return {
    region: by.includes("REGION") ? membership.region : null,
    chapter: by.includes("CHAPTER") ? chapter.slug : null,
    county: by.includes("COUNTY") ? membership.county : null,
  };
}

const EVERYWHERE: AreaNames = { region: null, chapter: null, county: null };

/**
 * Cuts a grid into areas, in order. What is cut for a whole state is kept with the grid, and with it what large areas add up
 * to; a part of a state is cut anew for each question.
 */
export class Areas {
  private readonly wholes = new Map<string, readonly Area[]>();

  constructor(private readonly grid: ReportGrid) {}

  /** The areas that the roster knows at some time in the range, and those that the question names and it does not place. */
  split(scope: Scope): readonly Area[] {
    const areas = this.cut(scope);
    if (scope.by.length === 0) return areas;
    const known = areas.filter(({ reports }) =>
      reports.series.some(({ membership }) => overlap(membership, scope)),
    );
    const unserved = this.unserved(scope, known);
    return unserved.length === 0 ? known : [...known, ...unserved].sort(inOrder);
  }

  /** All that is asked of, as one area. */
  whole(scope: Scope): Area {
    const [area] = this.cut({ ...scope, by: [] });
    return area ?? this.nothing(EVERYWHERE);
  }

  private cut(scope: Scope): readonly Area[] {
    const { chapters, counties, regions, except } = scope;
    const isWhole = [chapters, counties, regions, except].every((named) => named === null);
    if (!isWhole)
      return this.cutAnew(
        this.grid.series.filter((one) => isAsked(scope, one)),
        scope.by,
      );
    const split = scope.by.join();
    const kept = this.wholes.get(split);
    if (kept !== undefined) return kept;
    const areas = this.cutAnew(this.grid.series, scope.by);
    this.wholes.set(split, areas);
    return areas;
  }

  private cutAnew(series: readonly Series[], by: readonly Split[]): readonly Area[] {
    const groups = new Map<string, { readonly names: AreaNames; readonly series: Series[] }>();
    for (const one of series) {
      const names = areaOf(one, by);
      const key = areaKey(names);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { names, series: [one] });
      else group.series.push(one);
    }
    if (groups.size === 0 && by.length === 0) return [this.nothing(EVERYWHERE)];
    return [...groups.values()]
      .map((group) => ({ ...group.names, reports: new AreaSeries(group.series, this.grid) }))
      .sort(inOrder);
  }

  /** What is named and has nothing to do with the rest: a county that none of the chapters in question serves, say. */
  private unserved({ by, regions, chapters, counties }: Scope, known: readonly Area[]): readonly Area[] {
    const left = <T>(named: ReadonlySet<T> | null, split: Split, of: (names: AreaNames) => T | null) =>
      by.includes(split) ? [...(named ?? [])].filter((one) => !known.some((area) => of(area) === one)) : [];
    return [
      ...left(regions, "REGION", ({ region }) => region).map((region) => ({ ...EVERYWHERE, region })),
      ...left(chapters, "CHAPTER", ({ chapter }) => chapter).map((chapter) => ({ ...EVERYWHERE, chapter })),
      ...left(counties, "COUNTY", ({ county }) => county).map((county) => ({ ...EVERYWHERE, county })),
    ].map((names) => this.nothing(names));
  }

  private nothing(names: AreaNames): Area {
    return { ...names, reports: new AreaSeries([], this.grid) };
  }
}

function inOrder(left: AreaNames, right: AreaNames): number {
  const [one, other] = [areaKey(left), areaKey(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}
