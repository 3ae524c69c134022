// Puts the reference files into the database: all of them or nothing, and only when they have changed.

import type { County, Population, State, StateCode, CountyFips } from "../domain/geography.js";
import { accepted, problem, refused, type Outcome } from "../domain/problem.js";
import type { Membership } from "../domain/reporting/chapter.js";
import type { MonthRange } from "../domain/reporting-month.js";
import type { Clock, InTransaction } from "./ports.js";

/** The parsed and checked contents of the reference files. */
export interface ReferenceData {
  readonly states: readonly (State & { readonly fips: string })[];
  readonly counties: readonly County[];
  readonly populations: readonly (Population & { readonly county: CountyFips })[];
  readonly chapters: readonly {
    readonly stateCode: StateCode;
    readonly slug: string;
    readonly name: string;
  }[];
  readonly memberships: readonly (Membership & ChapterRef)[];
  readonly expectations: readonly (MonthRange & ChapterRef)[];
}

/** A chapter as files name it. */
export interface ChapterRef {
  readonly stateCode: StateCode;
  readonly chapterSlug: string;
}

const DATASET = "reference";

export type LoadReferenceData = (
  data: ReferenceData,
  contentSha256: string,
) => Promise<Outcome<"LOADED" | "UNCHANGED">>;

export function loadReferenceData(ports: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): LoadReferenceData {
  return async (data, contentSha256) => {
    try {
      return await ports.inTransaction(async (writer) => {
        if ((await writer.loadedDataset(DATASET)) === contentSha256) return accepted("UNCHANGED");
        await writer.replaceReferenceData(data);
        const orphans = await writer.reportsOutsideRoster();
        if (orphans.length > 0) throw new OrphanedReports(orphans);
        const now = ports.clock();
        await writer.keepRosterEditions(now);
        await writer.markDatasetLoaded(DATASET, contentSha256, now);
        return accepted("LOADED");
      });
    } catch (error) {
      if (error instanceof OrphanedReports) return refused(...byCounty(error.orphans).map(orphanProblem));
      throw error;
    }
  };
}

interface Orphan {
  readonly chapterSlug: string;
  readonly county: CountyFips;
  readonly month: string;
}

/** Rolls the transaction back: reports would be left that no figure could place. */
class OrphanedReports extends Error {
  constructor(readonly orphans: readonly Orphan[]) {
    super("reports outside the roster");
  }
}

/** Neighbouring orphans of one chapter and county as one: a county that is taken away can leave hundreds. */
function byCounty(orphans: readonly Orphan[]): readonly (readonly [Orphan, ...Orphan[]])[] {
  const groups = new Map<string, [Orphan, ...Orphan[]]>();
  for (const orphan of orphans) {
    const key = `${orphan.chapterSlug} ${orphan.county}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [orphan]);
    else group.push(orphan);
  }
  return [...groups.values()];
}

function orphanProblem(orphans: readonly [Orphan, ...Orphan[]]) {
  const [{ chapterSlug, county, month }] = orphans;
  const last = orphans.at(-1)?.month ?? month;
  return problem(
    "CONFLICT",
    "chapter-roster.csv",
    `The roster no longer gives county ${county} to chapter "${chapterSlug}" in ${orphans.length === 1 ? month : `${String(orphans.length)} months from ${month} to ${last}`}, but what they reported then is on file.`,
    "Keep a row for those months; end a membership with until_month instead of deleting it.",
  );
}
