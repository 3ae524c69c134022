// Takes encounters in once, however often they are sent, and brings the monthly reports derived from them up to date.

import type { Encounter, SourceScope } from "../domain/encounters/encounter.js";
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
import {
  addMonths,
  eachMonth,
  localDateAt,
  monthOf,
  type LocalDate,
  type MonthRange,
  type ReportingMonth,
} from "../domain/reporting-month.js";
import type { ChapterRef } from "./load-reference-data.js";
import { recordMade } from "./made-revisions.js";
import type { Clock, GeographyReader, InTransaction, Writer } from "./ports.js";

/** Where a row belongs that was refused. */
export interface Whereabouts {
  /** Null: it cannot be told. */
  readonly county: CountyFips | null;
  /** Null: it cannot be told. */
  readonly month: ReportingMonth | null;
}

/** What is known of a file beside its encounters. */
export interface ImportedFile extends SourceScope {
  /** Name of the source, as its encounters have it. */
  readonly source: string;
  /** Counties whose encounters the source holds. */
  readonly counties: readonly CountyFips[];
  /** Months that the file covers by the word of whoever sends it, `until` not included; null: nobody says. */
  readonly covers: (MonthRange & { readonly until: ReportingMonth }) | null;
  /** One for each row that was refused. */
  readonly refused: readonly Whereabouts[];
  /** All of it is done, and then taken back. */
  readonly isDryRun: boolean;
}

const NOTHING_SAID: ImportedFile = {
  source: "",
  collects: [],
  records: [],
  counties: [],
  covers: null,
  refused: [],
  isDryRun: false,
};

/** What became of one month's derived report. */
export interface DerivedReport {
  readonly county: CountyFips;
  readonly month: ReportingMonth;
  readonly encounters: number;
  readonly isPartial: boolean;
  readonly isZeroReport: boolean;
  /** Rows of the file that were refused: of this month, and of no month that can be told. */
  readonly refusedRows: number;
  readonly undatedRows: number;
  /** The file says which months it covers, and this is none of them. */
  readonly isOutsideCoverage: boolean;
  /** `KEPT`: no encounter of it has changed, and what the chapter filed by hand stands. */
  readonly change: "FILED" | "REVISED" | "UNCHANGED" | "KEPT";
}

export interface ImportResult {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** By month; those that an added or changed encounter touches, that the file covers, or that a refused row may be of. */
  readonly reports: readonly DerivedReport[];
}

export type ImportEncounters = (
  chapter: ChapterRef,
  encounters: readonly Encounter[],
  onProgress?: (done: number, of: number) => void,
  file?: ImportedFile,
) => Promise<Outcome<ImportResult>>;

/** Ends the transaction of a dry run, so that nothing of it stays. */
class TakenBack extends Error {
  constructor(readonly result: ImportResult) {
    super("A dry run is taken back.");
  }
}

export function importEncounters(ports: {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): ImportEncounters {
  return async (chapterRef, encounters, onProgress = () => undefined, file = NOTHING_SAID) => {
    const { stateCode, chapterSlug } = chapterRef;
    const [state] = await ports.geography.statesByCode([stateCode]);
    const work = async (writer: Writer): Promise<Outcome<ImportResult>> => {
      const chapter = await writer.lockChapter(stateCode, chapterSlug);
      if (chapter === null || state === undefined) return refused(unknownChapter(chapterRef));
      const now = ports.clock();
      const today = localDateAt(now, state.timeZone);
      const scene = { chapter, file, encounters, moment: { now, today } };
      const covered = coveredPlaces(scene);
      const places = placesOf(chapter, encounters);
      const problems = [
        ...checkCoverage(scene, covered),
        ...outsideRoster(chapter, places),
        ...(await findInvented(writer, union(places, covered))),
      ];
      if (problems.length > 0) return refused(...problems);
      const kept = await writer.keepEncounters(chapter.id, encounters, now, onProgress);
      const touched = placesOf(chapter, [
        ...kept.added,
        ...kept.changed.flatMap(({ before, after }) => [before, after]),
      ]);
      const derived = await deriveReports(writer, scene, { touched, covered, places });
      const rows = derived.flatMap(({ row }) => row ?? []);
      const subject = `chapter ${stateCode}/${chapterSlug}`;
      await recordMade(writer, { at: now, action: "report:derive", subject }, rows);
      const result = {
        added: kept.added.length,
        changed: kept.changed.length,
        unchanged: kept.unchanged.length,
        reports: derived
          .map(({ report }) => report)
          .sort((left, right) => (left.month < right.month ? -1 : 1)),
      };
      if (file.isDryRun) throw new TakenBack(result);
      return accepted(result);
    };
    try {
      return await ports.inTransaction(work);
    } catch (error) {
      if (error instanceof TakenBack) return accepted(error.result);
      throw error;
    }
  };
}

interface Scene {
  readonly chapter: Chapter;
  readonly file: ImportedFile;
  readonly encounters: readonly Encounter[];
  readonly moment: { readonly now: Date; readonly today: LocalDate };
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

/** Each county of the source that the chapter serves in a month that the file covers. */
function coveredPlaces({ chapter, file: { covers, counties } }: Scene): readonly ReportKey[] {
  if (covers === null) return [];
  return [...eachMonth(covers.from, covers.until)].flatMap((month) =>
    membershipsIn(chapter, month)
      .filter(({ county }) => counties.includes(county))
      .map(({ county }) => ({ chapterId: chapter.id, county, month })),
  );
}

function checkCoverage(
  { chapter, file: { covers }, moment: { today } }: Scene,
  covered: readonly ReportKey[],
): readonly Problem[] {
  if (covers === null) return [];
  const last = addMonths(covers.until, -1);
  const unserved = [...eachMonth(covers.from, covers.until)].filter(
    (month) => !covered.some((place) => place.month === month),
  );
  return [
    ...(last < monthOf(today)
      ? []
      : [
          problem(
            "MONTH_NOT_OVER",
            "--covers",
            `${last} is not over on ${today}, so no file covers it.`,
            `Give months up to ${addMonths(monthOf(today), -1)}.`,
          ),
        ]),
    ...(unserved.length === 0
      ? []
      : [
          problem(
            "COUNTY_OUTSIDE_CHAPTER",
            "--covers",
            `Chapter "${chapter.slug}" serves none of the source's counties in ${stretchesOf(unserved).join(", ")}.`,
            "Leave those months out, or correct from_month and until_month in chapter-roster.csv.",
          ),
        ]),
  ];
}

/** "2013-11 to 2014-02", in the order of the months. */
function stretchesOf(months: readonly ReportingMonth[]): readonly string[] {
  const stretches: { first: ReportingMonth; last: ReportingMonth }[] = [];
  for (const month of months) {
    const before = stretches.at(-1);
    if (before !== undefined && addMonths(before.last, 1) === month) before.last = month;
    else stretches.push({ first: month, last: month });
  }
  return stretches.map(({ first, last }) => (first === last ? first : `${first} to ${last}`));
}

function union(...lists: readonly (readonly ReportKey[])[]): readonly ReportKey[] {
  const keys = new Map(lists.flat().map((key) => [reportKeyText(key), key]));
  return [...keys].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, key]) => key);
}

interface Derived {
  readonly report: DerivedReport;
  /** Of the new revision; null when there is none. */
  readonly row: number | null;
}

interface Places {
  /** Months that an added or changed encounter is of. */
  readonly touched: readonly ReportKey[];
  readonly covered: readonly ReportKey[];
  /** Months of the encounters in the file. */
  readonly places: readonly ReportKey[];
}

async function deriveReports(
  writer: Writer,
  scene: Scene,
  { touched, covered, places }: Places,
): Promise<readonly Derived[]> {
  const isTouched = new Set(touched.map(reportKeyText));
  const isCovered = new Set(covered.map(reportKeyText));
  const inFile = new Map<string, number>();
  for (const { county, occurredOn } of scene.encounters) {
    const text = reportKeyText({ chapterId: scene.chapter.id, county, month: monthOf(occurredOn) });
    inFile.set(text, (inFile.get(text) ?? 0) + 1);
  }
  const derived: Derived[] = [];
  // In one order, so that two who change several months wait for each other and never in a circle.
  for (const key of union(touched, covered, places, refusedPlaces(scene))) {
    const text = reportKeyText(key);
    const current = await writer.lockReport(key);
    const last = current === null ? null : acceptedRevision(current);
    const before = { dated: last?.refusedRows ?? 0, undated: last?.undatedRows ?? 0 };
    const { county, month } = key;
    const encounters = await writer.encountersIn(scene.chapter.id, county, [month]);
    const now = refusedIn(scene, key);
    // A file says nothing of what another source left out.
    const isOfOthersToo = encounters.some(({ source }) => source !== scene.file.source);
    // What an earlier file refused is settled only by one that holds the month again.
    const isHeldAgain =
      (isCovered.has(text) && !isOfOthersToo) || (inFile.get(text) ?? 0) >= encounters.length;
    const rows = isHeldAgain ? now : most(now, before);
    const isAsked = isTouched.has(text) || isCovered.has(text);
    const isNews = rows.dated !== before.dated || rows.undated !== before.undated;
    if (!isAsked && (!isNews || encounters.length === 0)) continue;
    const revision = derivedRevision(encounters, key, current, scene, {
      isTouched: isTouched.has(text),
      isCovered: isCovered.has(text),
      isOthersPart: isOfOthersToo && last?.isPartial === true,
      rows,
    });
    const isByHand = current !== null && last?.origin !== "DERIVED" && !isTouched.has(text);
    const isUnchanged = last !== null && isSame(last, revision);
    const row =
      isByHand || isUnchanged
        ? null
        : await writer.changeReport(key, derivedChange(current, revision, scene.moment), false);
    const change = isByHand ? "KEPT" : current === null ? "FILED" : isUnchanged ? "UNCHANGED" : "REVISED";
    const { isPartial, isZeroReport } = isByHand && last !== null ? last : revision;
    const isOutsideCoverage = scene.file.covers !== null && !isCovered.has(text);
    const said = { isPartial, isZeroReport, isOutsideCoverage, change } as const;
    derived.push({
      report: {
        county,
        month,
        encounters: encounters.length,
        refusedRows: rows.dated,
        undatedRows: rows.undated,
        ...said,
      },
      row,
    });
  }
  return derived;
}

interface RefusedIn {
  readonly dated: number;
  readonly undated: number;
}

/** Rows that were refused and are of a month, or may be. A row whose county cannot be told may be of each of the source's. */
function refusedIn({ file }: Scene, { county, month }: ReportKey): RefusedIn {
  const here = file.refused.filter((row) => row.county === null || row.county === county);
  return {
    dated: here.filter((row) => row.month === month).length,
    undated: here.filter((row) => row.month === null).length,
  };
}

function most(one: RefusedIn, other: RefusedIn): RefusedIn {
  return { dated: Math.max(one.dated, other.dated), undated: Math.max(one.undated, other.undated) };
}

/** Months of the source that refused rows are of. */
function refusedPlaces({ chapter, file: { refused, counties } }: Scene): readonly ReportKey[] {
  return refused.flatMap(({ county, month }) =>
    month === null
      ? []
      : membershipsIn(chapter, month)
          .map((membership) => membership.county)
          .filter((served) => (county === null ? counties.includes(served) : served === county))
          .map((served) => ({ chapterId: chapter.id, county: served, month })),
  );
}

function isSame(last: Revision, revision: Revision): boolean {
  return (
    saysTheSame(last.values, revision.values) &&
    last.isPartial === revision.isPartial &&
    last.isZeroReport === revision.isZeroReport &&
    (last.refusedRows ?? 0) === revision.refusedRows &&
    (last.undatedRows ?? 0) === revision.undatedRows
  );
}

function derivedRevision(
  encounters: readonly Encounter[],
  { month }: ReportKey,
  onFile: MonthlyReport | null,
  { file, moment: { now, today } }: Scene,
  {
    isTouched,
    isCovered,
    isOthersPart,
    rows,
  }: {
    readonly isTouched: boolean;
    readonly isCovered: boolean;
    /** What stands of other sources is only a part of the month. */
    readonly isOthersPart: boolean;
    readonly rows: RefusedIn;
  },
): Revision {
  const isRefusedFrom = rows.dated + rows.undated > 0;
  const isUncovered =
    file.covers === null ? isPartialExtract(encounters, month, monthOf(today)) : !isCovered || isOthersPart;
  const isPartial = isRefusedFrom || isUncovered;
  return {
    number: (onFile?.revisions.length ?? 0) + 1,
    origin: "DERIVED",
    isZeroReport: isCovered && encounters.length === 0 && !isPartial,
    isPartial,
    // All encounters of the month were moved elsewhere: the source says nothing of it any more, which is not zero.
    values: encounters.length === 0 && !isCovered ? {} : deriveReportValues(encounters, month, file),
    refusedRows: rows.dated,
    undatedRows: rows.undated,
    reason: onFile === null ? null : isTouched ? CORRECTED : COVERED_ANEW,
    comment: null,
    submittedBy: null,
    submittedAt: now,
    acceptedAt: now,
  };
}

const CORRECTED = "Encounters of the month were added or corrected by a later import.";
const COVERED_ANEW = "A later import covers the month differently, or could not read other rows of it.";
