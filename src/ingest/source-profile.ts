// A source profile says how the files of one source become encounters. Profiles are values; one engine reads them all.

import { DISPOSITIONS, type Disposition } from "../domain/encounters/disposition.js";
import type { Encounter, EncounterAttribute } from "../domain/encounters/encounter.js";
import type { CountyFips } from "../domain/geography.js";
import type { Outcome, Problem } from "../domain/problem.js";
import { accepted, problem, refused } from "../domain/problem.js";
import { monthOf, type LocalDate } from "../domain/reporting-month.js";
import type { Whereabouts } from "../usecases/import-encounters.js";
import type { ChapterRef } from "../usecases/load-reference-data.js";
import { readCsv, type CsvRow, type RowProblem } from "./csv.js";
import { isIdentifying } from "./identifying-column.js";
import {
  dispositionsOf,
  foldedValue,
  isUnmapped,
  readOutcome,
  type OutcomeColumn,
  type SetAside,
  type Unmapped,
} from "./outcome-column.js";

/** What one row says, beside how the encounter ended. */
export type Contact = Omit<Encounter, "source" | "disposition" | "collects">;

export interface SourceProfile {
  /** The name given on the command line, and the source under which encounters are kept. */
  readonly name: string;
  readonly title: string;
  readonly chapter: ChapterRef;
  /** Counties whose encounters the source holds: a month that a file covers is one of each of them. */
  readonly counties: readonly CountyFips[];
  /** Columns that are read. A file that lacks one is refused. No other column can reach {@link parse}. */
  readonly columns: readonly string[];
  /** Columns that are known to tell nothing about a person and that the platform has no use for. */
  readonly unusedColumns: readonly string[];
  /** Dispositions that the source can tell apart. Of all others it says nothing, so that none is counted as zero. */
  readonly collects: readonly Disposition[];
  /** Attributes that the source records, so that a month without encounters has none of them. */
  readonly records: readonly EncounterAttribute[];
  /** How a row says how the encounter ended; null: the source records no outcomes. */
  readonly outcome: OutcomeColumn | null;
  /** What the source says that a reader of the figures must know. */
  readonly caveats: readonly string[];
  /** @param place the row in words, for problems */
  readonly parse: (row: CsvRow, place: string, today: LocalDate) => Outcome<Contact>;
  /** Of which county and month a row is that was refused, as far as it can be told. */
  readonly whereabouts: (row: CsvRow, today: LocalDate) => Whereabouts;
}

/** How problems call the file: the one who gave it knows its name. */
const FILE = "the file";

/** Rows of one value that the profile sets aside. */
export interface SetAsideRows {
  readonly reason: string;
  readonly rows: number;
}

/** A problem of a row, with what was read where. */
export interface RefusedCell extends RowProblem {
  /** The columns that it is about; "": the row as a whole. */
  readonly column: string;
  readonly value: string;
}

/** An outcome value without a target, wherever it stands: nothing of the file can be taken. */
export interface UnmappedValue extends Problem {
  readonly column: string;
  readonly value: string;
  readonly lines: readonly number[];
}

/** A file as a profile understands it. */
export interface SourceExtract {
  /** Every row of the file that is not blank, readable or not. */
  readonly rows: number;
  readonly encounters: readonly Encounter[];
  /** Rows that say the same as an earlier row of the file. */
  readonly repeatedRows: number;
  readonly setAside: readonly SetAsideRows[];
  /** One or more problems for each row that was refused, or rows that are refused together, in the order of the file. */
  readonly problems: readonly RefusedCell[];
  /** One for each refused row. */
  readonly refused: readonly Whereabouts[];
  readonly refusedRows: number;
  /** Columns whose name points at a person or a place finer than the county: never read. */
  readonly identifyingColumns: readonly string[];
  /** Other columns that the profile does not know: never read either. */
  readonly unknownColumns: readonly string[];
}

export interface ReadingOptions {
  readonly onProgress?: (bytes: number) => void;
  /** Whether the roster gives the encounter's county to the profile's chapter in its month. */
  readonly isServed?: (encounter: Encounter) => boolean;
  /** Somebody says which months the file covers, so that a file without rows tells of them. */
  readonly isCoverageDeclared?: boolean;
}

/** @throws RangeError when the profile contradicts itself: what is wrong with rows is in the extract, with the file the outcome */
export async function readExtract(
  profile: SourceProfile,
  path: string,
  today: LocalDate,
  { onProgress, isServed = () => true, isCoverageDeclared = false }: ReadingOptions = {},
): Promise<Outcome<SourceExtract>> {
  requireSound(profile);
  const table = await readCsv(path, {
    name: FILE,
    requiredColumns: profile.columns,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  if (!table.ok) return table;
  const { columns, rows, problems } = table.value;
  if (rows.length + problems.length === 0 && !isCoverageDeclared) return refused(noRows());
  const reading = new Reading(profile, today, isServed, problems);
  for (const row of rows) reading.take(row);
  return reading.finish(columns);
}

/** @throws RangeError */
function requireSound({ name, collects, outcome, columns }: SourceProfile): void {
  const told = outcome === null ? [] : dispositionsOf(outcome);
  const strange = told.filter((disposition) => !collects.includes(disposition));
  if (strange.length > 0)
    throw new RangeError(
      `The profile ${name} maps values to ${strange.join(", ")}, which it does not collect.`,
    );
  if (outcome === null && collects.length > 0)
    throw new RangeError(`The profile ${name} records no outcomes, and so can tell none apart.`);
  if (outcome !== null && !columns.includes(outcome.column))
    throw new RangeError(`The profile ${name} does not read the column ${outcome.column}.`);
}

const NOWHERE: Whereabouts = { county: null, month: null };

interface Taken {
  readonly encounter: Encounter;
  readonly line: number;
}

class Reading {
  private readonly byKey = new Map<string, Taken>();
  private readonly problems: RefusedCell[];
  private readonly refused: Whereabouts[];
  private readonly setAside = new Map<string, number>();
  private readonly unmapped = new Map<string, Unmapped & { readonly lines: number[] }>();
  private readonly torn: number;
  private rows = 0;
  private repeatedRows = 0;

  constructor(
    private readonly profile: SourceProfile,
    private readonly today: LocalDate,
    private readonly isServed: (encounter: Encounter) => boolean,
    torn: readonly RowProblem[],
  ) {
    this.problems = torn.map((one) => ({ ...one, column: "", value: "" }));
    this.refused = torn.flatMap((one) => Array.from({ length: one.rows }, () => NOWHERE));
    this.torn = this.refused.length;
  }

  take(row: CsvRow): void {
    this.rows++;
    const { outcome } = this.profile;
    const ending = outcome === null ? null : readOutcome(outcome, row);
    if (isUnmapped(ending)) this.keepUnmapped(ending, row);
    else if (typeof ending === "string" || ending === null) this.takeContact(row, ending);
    else this.skip(ending);
  }

  finish(columns: readonly string[]): Outcome<SourceExtract> {
    const problems = this.problems.sort((left, right) => left.line - right.line);
    const unmapped = [...this.unmapped.values()].map((one) => this.unmappedProblem(one));
    if (unmapped.length > 0) return refused(...unmapped, ...problems);
    const strange = strangeColumns(this.profile, columns);
    return accepted({
      rows: this.rows + this.torn,
      encounters: [...this.byKey.values()].map(({ encounter }) => encounter),
      repeatedRows: this.repeatedRows,
      setAside: [...this.setAside].map(([reason, rows]) => ({ reason, rows })),
      problems,
      refused: this.refused,
      refusedRows: this.refused.length,
      identifyingColumns: strange.filter(isIdentifying),
      unknownColumns: strange.filter((column) => !isIdentifying(column)),
    });
  }

  private skip({ reason }: SetAside): void {
    this.setAside.set(reason, (this.setAside.get(reason) ?? 0) + 1);
  }

  private keepUnmapped(found: Unmapped, { line }: CsvRow): void {
    const key = JSON.stringify([found.column, foldedValue(found.value)]);
    const seen = this.unmapped.get(key);
    if (seen === undefined) this.unmapped.set(key, { ...found, lines: [line] });
    else seen.lines.push(line);
  }

  private takeContact(row: CsvRow, disposition: Disposition | null): void {
    const place = placeOf(row);
    const contact = this.profile.parse(row, place, this.today);
    if (!contact.ok) {
      this.refuse(row, contact.problems, this.profile.whereabouts(row, this.today));
      return;
    }
    const { name } = this.profile;
    const collects = DISPOSITIONS.filter((one) => this.profile.collects.includes(one));
    const encounter = { ...contact.value, source: name, disposition, collects };
    const { county, occurredOn, sourceKey } = encounter;
    const month = monthOf(occurredOn);
    if (!this.profile.counties.includes(county))
      throw new RangeError(
        `The profile ${name} finds an encounter in ${county}, which is none of its counties.`,
      );
    if (!this.isServed(encounter)) {
      this.refuse(row, [notServed(this.profile, place, encounter)], { county: null, month });
      return;
    }
    const earlier = this.byKey.get(sourceKey);
    if (earlier === undefined) this.byKey.set(sourceKey, { encounter, line: row.line });
    else if (JSON.stringify(earlier.encounter) === JSON.stringify(encounter)) this.repeatedRows++;
    else this.refuse(row, [repeated(place, earlier)], { county, month });
  }

  private refuse(row: CsvRow, problems: readonly Problem[], whereabouts: Whereabouts): void {
    this.refused.push(whereabouts);
    for (const one of problems) {
      const columns = columnsNamed(one.path).filter((column) => this.profile.columns.includes(column));
      const value = columns.map((column) => row.text(column)).join(" | ");
      this.problems.push({ line: row.line, rows: 1, ...one, column: columns.join(" | "), value });
    }
  }

  private unmappedProblem({
    column,
    value,
    known,
    lines,
  }: Unmapped & { readonly lines: readonly number[] }): UnmappedValue {
    const rows = lines.length === 1 ? "1 row" : `${String(lines.length)} rows`;
    const found = problem(
      "BAD_VALUE",
      `${FILE}, column ${column}`,
      `${value === "" ? "An empty cell" : `"${value}"`} has no target: ${rows}, ${linesInWords(lines)}. Nothing was imported.`,
      `Give it a target in the profile "${this.profile.name}", or set it aside there with a reason. Values with a target: ${known.map((one) => `"${one}"`).join(", ")}.`,
    );
    return { ...found, column, value, lines };
  }
}

/** Lines that are written out. */
const MOST_LINES = 20;

function linesInWords(lines: readonly number[]): string {
  const shown = lines.slice(0, MOST_LINES).join(", ");
  const rest = lines.length - MOST_LINES;
  return `${lines.length === 1 ? "line" : "lines"} ${shown}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}

/** Of a path such as "the file, line 3, columns date and time". */
function columnsNamed(path: string): readonly string[] {
  const [, names = ""] = /, columns? (.+)$/.exec(path) ?? [];
  return names.split(" and ");
}

function placeOf({ line }: CsvRow): string {
  return `${FILE}, line ${String(line)}`;
}

function noRows(): Problem {
  return problem(
    "UNREADABLE_FILE",
    FILE,
    "The file has a header and no rows.",
    "Take the source's export again; where nothing happened, say which months the file covers (--covers).",
  );
}

/** Columns that the profile does not know, each once; one without a name is called "". */
function strangeColumns(profile: SourceProfile, columns: readonly string[]): readonly string[] {
  const known = new Set([...profile.columns, ...profile.unusedColumns]);
  return [...new Set(columns.filter((column) => !known.has(column)).map((column) => column || '""'))];
}

function notServed({ chapter }: SourceProfile, place: string, { county, occurredOn }: Encounter): Problem {
  return problem(
    "COUNTY_OUTSIDE_CHAPTER",
    place,
    `The row's date is ${occurredOn}, and chapter "${chapter.chapterSlug}" does not serve county ${county} then.`,
    "Correct the date, or from_month and until_month in chapter-roster.csv.",
  );
}

function repeated(place: string, { encounter, line }: Taken): Problem {
  return problem(
    "DUPLICATE",
    place,
    `The key "${encounter.sourceKey}" stands on line ${String(line)} already, with other contents.`,
    "Keep the row that is right and remove the other; the first one was taken.",
  );
}

/** Looks a coded cell up in a table of codes. */
export function decode<T>(
  row: CsvRow,
  place: string,
  column: string,
  codes: ReadonlyMap<string, T>,
): Outcome<T> {
  const code = row.text(column);
  const value = codes.get(code);
  if (value !== undefined) return accepted(value);
  return refused(
    problem(
      "BAD_VALUE",
      `${place}, column ${column}`,
      `"${code}" is no code that this source is known to use.`,
      `Use one of: ${[...codes.keys()].map((known) => `"${known}"`).join(", ")}.`,
    ),
  );
}
