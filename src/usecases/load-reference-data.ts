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
        await writer.markDatasetLoaded(DATASET, contentSha256, ports.clock());
        return accepted("LOADED");
      });
    } catch (error) {
      if (error instanceof OrphanedReports) return refused(...error.orphans.map(orphanProblem));
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

function orphanProblem({ chapterSlug, county, month }: Orphan) {
  return problem(
    "CONFLICT",
    "chapter-roster.csv",
    `The roster no longer gives county ${county} to chapter "${chapterSlug}" in ${month}, but a report of theirs is on file.`,
    "Keep a row for those months; end a membership with until_month instead of deleting it.",
  );
}
