// A source profile says how the files of one source become encounters. Profiles are values; one engine reads them all.

import type { Encounter } from "../domain/encounters/encounter.js";
import type { Outcome, Problem } from "../domain/problem.js";
import { accepted, problem, refused } from "../domain/problem.js";
import type { LocalDate } from "../domain/reporting-month.js";
import type { ChapterRef } from "../usecases/load-reference-data.js";
import { readCsv, type CsvRow, type RowProblem } from "./csv.js";
import { isIdentifying } from "./identifying-column.js";

export interface SourceProfile {
  /** The name given on the command line, and the source under which encounters are kept. */
  readonly name: string;
  readonly title: string;
  readonly chapter: ChapterRef;
  /** Columns that are read. A file that lacks one is refused. No other column can reach {@link parse}. */
  readonly columns: readonly string[];
  /** Columns that are known to tell nothing about a person and that the platform has no use for. */
  readonly unusedColumns: readonly string[];
  /** What the source says that a reader of the figures must know. */
  readonly caveats: readonly string[];
  /** @param place the row in words, for problems */
  readonly parse: (row: CsvRow, place: string, today: LocalDate) => Outcome<Encounter>;
}

/** How problems call the file: the one who gave it knows its name. */
const FILE = "the file";

/** A file as a profile understands it. */
export interface SourceExtract {
  /** Every row of the file that is not blank, readable or not. */
  readonly rows: number;
  readonly encounters: readonly Encounter[];
  /** Rows that say the same as an earlier row of the file. */
  readonly repeatedRows: number;
  /** One or more problems for each row that was refused, in the order of the file. */
  readonly problems: readonly RowProblem[];
  readonly refusedRows: number;
  /** Columns whose name points at a person or a place finer than the county: never read. */
  readonly identifyingColumns: readonly string[];
  /** Other columns that the profile does not know: never read either. */
  readonly unknownColumns: readonly string[];
}

/**
 * @param isServed whether the roster gives the encounter's county to the profile's chapter in its month
 * @throws nothing: what is wrong with rows is in the extract, what is wrong with the file is the outcome
 */
export async function readExtract(
  profile: SourceProfile,
  path: string,
  today: LocalDate,
  onProgress?: (bytes: number) => void,
  isServed: (encounter: Encounter) => boolean = () => true,
): Promise<Outcome<SourceExtract>> {
  const table = await readCsv(path, {
    name: FILE,
    requiredColumns: profile.columns,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  if (!table.ok) return table;
  const { columns, rows } = table.value;
  const byKey = new Map<string, { readonly encounter: Encounter; readonly line: number }>();
  if (rows.length + table.value.problems.length === 0) return refused(noRows());
  const problems: RowProblem[] = [...table.value.problems];
  let refusedRows = problems.length;
  let repeatedRows = 0;
  for (const row of rows) {
    const place = placeOf(row);
    const placed = ifServed(profile, place, isServed, profile.parse(row, place, today));
    const parsed = unlessRepeated(byKey, row, placed);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map((one) => ({ line: row.line, ...one })));
      refusedRows++;
    } else if (parsed.value === "REPEATED") repeatedRows++;
    else byKey.set(parsed.value.sourceKey, { encounter: parsed.value, line: row.line });
  }
  const strange = strangeColumns(profile, columns);
  return accepted({
    rows: rows.length + table.value.problems.length,
    encounters: [...byKey.values()].map(({ encounter }) => encounter),
    repeatedRows,
    problems: problems.sort((left, right) => left.line - right.line),
    refusedRows,
    identifyingColumns: strange.filter(isIdentifying),
    unknownColumns: strange.filter((column) => !isIdentifying(column)),
  });
}

function placeOf({ line }: CsvRow): string {
  return `${FILE}, line ${String(line)}`;
}

function noRows(): Problem {
  return problem(
    "UNREADABLE_FILE",
    FILE,
    "The file has a header and no rows.",
    "Take the source's export again.",
  );
}

/** Columns that the profile does not know, each once; one without a name is called "". */
function strangeColumns(profile: SourceProfile, columns: readonly string[]): readonly string[] {
  const known = new Set([...profile.columns, ...profile.unusedColumns]);
  return [...new Set(columns.filter((column) => !known.has(column)).map((column) => column || '""'))];
}

function ifServed(
  { chapter }: SourceProfile,
  place: string,
  isServed: (encounter: Encounter) => boolean,
  parsed: Outcome<Encounter>,
): Outcome<Encounter> {
  if (!parsed.ok || isServed(parsed.value)) return parsed;
  const { county, occurredOn } = parsed.value;
  return refused(
    problem(
      "COUNTY_OUTSIDE_CHAPTER",
      place,
      `The row's date is ${occurredOn}, and chapter "${chapter.chapterSlug}" does not serve county ${county} then.`,
      "Correct the date, or from_month and until_month in chapter-roster.csv.",
    ),
  );
}

function unlessRepeated(
  seen: ReadonlyMap<string, { readonly encounter: Encounter; readonly line: number }>,
  row: CsvRow,
  parsed: Outcome<Encounter>,
): Outcome<Encounter | "REPEATED"> {
  if (!parsed.ok) return parsed;
  const earlier = seen.get(parsed.value.sourceKey);
  if (earlier === undefined) return parsed;
  if (JSON.stringify(earlier.encounter) === JSON.stringify(parsed.value)) return accepted("REPEATED");
  return refused(
    problem(
      "DUPLICATE",
      placeOf(row),
      `The key "${parsed.value.sourceKey}" stands on line ${String(earlier.line)} already, with other contents.`,
      "Keep the row that is right and remove the other; the first one was taken.",
    ),
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
