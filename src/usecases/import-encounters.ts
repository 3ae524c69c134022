// Takes encounters in once, however often they are sent, and brings the monthly reports derived from them up to date.

import type { Encounter } from "../domain/encounters/encounter.js";
import type { CountyFips } from "../domain/geography.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../domain/problem.js";
import { membershipsIn, type Chapter } from "../domain/reporting/chapter.js";
import { deriveReportValues, isPartialExtract } from "../domain/reporting/derive-report.js";
import { derivedChange } from "../domain/reporting/derived-change.js";
import {
  acceptedRevision,
  reportKeyText,
  saysTheSame,
  type MonthlyReport,
  type ReportKey,
  type Revision,
} from "../domain/reporting/monthly-report.js";
import { localDateAt, monthOf, type LocalDate, type ReportingMonth } from "../domain/reporting-month.js";
import type { ChapterRef } from "./load-reference-data.js";
import { recordMade } from "./made-revisions.js";
import type { Clock, GeographyReader, InTransaction, KeptEncounters, Writer } from "./ports.js";

/** What became of one month's derived report. */
export interface DerivedReport {
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly encounters: number;
  readonly isPartial: boolean;
  readonly change: "FILED" | "REVISED" | "UNCHANGED";
}

export interface ImportResult {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** By month; only months that an added or changed encounter touches. */
  readonly reports: readonly DerivedReport[];
}

export type ImportEncounters = (
  chapter: ChapterRef,
  encounters: readonly Encounter[],
  onProgress?: (done: number, of: number) => void,
) => Promise<Outcome<ImportResult>>;

export function importEncounters(ports: {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): ImportEncounters {
  return async ({ stateCode, chapterSlug }, encounters, onProgress = () => undefined) => {
    const [state] = await ports.geography.statesByCode([stateCode]);
    return ports.inTransaction<Outcome<ImportResult>>(async (writer) => {
      const chapter = await writer.lockChapter(stateCode, chapterSlug);
      if (chapter === null || state === undefined) return refused(unknownChapter({ stateCode, chapterSlug }));
      const places = placesOf(chapter, encounters);
      const problems = [...outsideRoster(chapter, places), ...(await findInvented(writer, places))];
      if (problems.length > 0) return refused(...problems);
      const now = ports.clock();
      const today = localDateAt(now, state.timeZone);
      const kept = await writer.keepEncounters(chapter.id, encounters, now, onProgress);
      const derived: Derived[] = [];
      for (const [county, months] of touchedMonths(kept)) {
        derived.push(...(await deriveReports(writer, chapter, county, months, { now, today })));
      }
      const rows = derived.flatMap(({ row }) => row ?? []);
      const subject = `chapter ${stateCode}/${chapterSlug}`;
      await recordMade(writer, { at: now, action: "report:derive", subject }, rows);
      return accepted({
        added: kept.added.length,
        changed: kept.changed.length,
        unchanged: kept.unchanged.length,
        reports: derived
          .map(({ report }) => report)
          .sort((left, right) => (left.month < right.month ? -1 : 1)),
      });
    });
  };
}

function unknownChapter({ stateCode, chapterSlug }: ChapterRef): Problem {
  return problem(
    "UNKNOWN_CHAPTER",
    "chapter",
    `${stateCode} has no chapter "${chapterSlug}".`,
    "Add it to chapter-roster.csv and start again.",
  );
}

/** The reports that the encounters belong to, in one order, so that two imports never wait for each other in a circle. */
function placesOf({ id: chapterId }: Chapter, encounters: readonly Encounter[]): readonly ReportKey[] {
  const places = new Map(
    encounters.map(({ county, occurredOn }) => {
      const key = { chapterId, county, month: monthOf(occurredOn) };
      return [reportKeyText(key), key];
    }),
  );
  return [...places].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, key]) => key);
}

/** Counties that the roster does not give to the chapter in the month: no figure could place their encounters. */
function outsideRoster(chapter: Chapter, places: readonly ReportKey[]): readonly Problem[] {
  return places
    .filter(
      ({ county, month }) =>
        !membershipsIn(chapter, month).some((membership) => membership.county === county),
    )
    .map(({ county, month }) =>
      problem(
        "COUNTY_OUTSIDE_CHAPTER",
        "chapter-roster.csv",
        `The roster does not give county ${county} to chapter "${chapter.slug}" in ${month}, but the file has encounters there.`,
        "Correct from_month and until_month in the roster, or leave those rows out.",
      ),
    );
}

/** Real figures would stand behind the mark of a demonstration. */
async function findInvented(writer: Writer, places: readonly ReportKey[]): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const place of places) {
    const report = await writer.lockReport(place);
    if (report?.isDemonstration !== true) continue;
    problems.push(
      problem(
        "DEMONSTRATION",
        "county",
        `The report of county ${place.county} for ${place.month} is invented for demonstration, and the file has encounters there.`,
        "Import them into a server without demonstration data (npm start -- --no-demo, with another DATA_DIR or DATABASE_URL).",
      ),
    );
  }
  return problems;
}

function touchedMonths(kept: KeptEncounters): ReadonlyMap<CountyFips, ReadonlySet<ReportingMonth>> {
  const touched = [...kept.added, ...kept.changed.flatMap(({ before, after }) => [before, after])];
  const months = new Map<CountyFips, Set<ReportingMonth>>();
  for (const { county, occurredOn } of touched) {
    const ofCounty = months.get(county) ?? new Set();
    months.set(county, ofCounty.add(monthOf(occurredOn)));
  }
  return months;
}

interface Moment {
  readonly now: Date;
  readonly today: LocalDate;
}

interface Derived {
  readonly report: DerivedReport;
  /** Of the new revision; null when there is none. */
  readonly row: number | null;
}

async function deriveReports(
  writer: Writer,
  chapter: Chapter,
  county: CountyFips,
  touched: ReadonlySet<ReportingMonth>,
  moment: Moment,
): Promise<readonly Derived[]> {
  // In one order, so that two who change several months wait for each other and never in a circle.
  const months = [...touched].sort();
  const encounters = await writer.encountersIn(chapter.id, county, months);
  const derived: Derived[] = [];
  for (const month of months) {
    const ofMonth = encounters.filter((one) => monthOf(one.occurredOn) === month);
    const key = { chapterId: chapter.id, county, month };
    const current = await writer.lockReport(key);
    const revision = derivedRevision(ofMonth, month, current, moment);
    const last = current === null ? null : acceptedRevision(current);
    const isUnchanged =
      last !== null && saysTheSame(last.values, revision.values) && last.isPartial === revision.isPartial;
    const row = isUnchanged
      ? null
      : await writer.changeReport(key, derivedChange(current, revision, moment), false);
    const change = current === null ? "FILED" : isUnchanged ? "UNCHANGED" : "REVISED";
    const { isPartial } = revision;
    derived.push({ report: { county, month, encounters: ofMonth.length, isPartial, change }, row });
  }
  return derived;
}

function derivedRevision(
  encounters: readonly Encounter[],
  month: ReportingMonth,
  onFile: MonthlyReport | null,
  { now, today }: Moment,
): Revision {
  return {
    number: (onFile?.revisions.length ?? 0) + 1,
    origin: "DERIVED",
    isZeroReport: false,
    isPartial: isPartialExtract(encounters, month, monthOf(today)),
    // All encounters of the month were moved elsewhere: the source says nothing of it any more, which is not zero.
    values: encounters.length === 0 ? {} : deriveReportValues(encounters),
    reason: onFile === null ? null : "Encounters of the month were added or corrected by a later import.",
    comment: null,
    submittedBy: null,
    submittedAt: now,
    acceptedAt: now,
  };
}
