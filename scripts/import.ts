// npm run import -- --profile NAME FILE: takes a source's encounters in, once, and says what became of every row.
// Refused rows leave the exit code at 0 unless --strict asks otherwise; a file that cannot be taken in makes it 1.

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../src/config.js";
import type { Outcome, Problem } from "../src/domain/problem.js";
import type { Encounter } from "../src/domain/encounters/encounter.js";
import { membershipsIn } from "../src/domain/reporting/chapter.js";
import { addMonths, isReportingMonth, localDateAt, monthOf } from "../src/domain/reporting-month.js";
import { PROFILES } from "../src/ingest/profiles.js";
import {
  readExtract,
  type RefusedCell,
  type SourceExtract,
  type SourceProfile,
  type UnmappedValue,
} from "../src/ingest/source-profile.js";
import { assemblePlatform, type Platform } from "../src/platform.js";
import { projectRoot } from "../src/project-root.js";
import { openStorage } from "../src/storage.js";
import { loadReferenceFiles } from "../src/reference.js";
import { endWith, GiveUp, unwrap } from "../src/terminal/give-up.js";
import { progressBar } from "../src/terminal/progress.js";
import { summaryOf, type Covers } from "./import-summary.js";
import { refusedPath, writeRefused, type RefusedRow } from "./refused-rows.js";

type Profiles = ReadonlyMap<string, SourceProfile>;

function usage(profiles: Profiles): string {
  return `Usage: npm run import -- --profile ${[...profiles.keys()].join("|")} [--covers FROM..TO] [--dry-run] [--strict] [--refused FILE] FILE.csv`;
}

const OPTIONS_IN_WORDS = `
  --profile NAME     how the columns and values of the source are read
  --covers FROM..TO  the months that the file covers, both included, such as 2025-06..2025-08. They are whole; one without a
                     row becomes a zero report of what the source collects. Rows of other months make those partial
  --dry-run          does everything and takes it back: what would be added, each month, values without a target
  --strict           takes the good rows in all the same, but ends with exit code 1 when a row was refused
  --refused FILE     where all refused rows go, as CSV with line, column, value and reason; otherwise beside the input
  --help             this text

An outcome value that the profile gives no target stops the whole file: nothing is imported.
Like every start, the command brings tables and reference files of the database up to date, a dry run too.`;

export async function main(args: readonly string[]): Promise<void> {
  await endWith(() => importFile(args, PROFILES));
}

/** @throws GiveUp when nothing was imported, and why */
export async function importFile(args: readonly string[], profiles: Profiles): Promise<void> {
  const command = parse(args, profiles);
  if (command === "HELP") {
    console.log(usage(profiles) + OPTIONS_IN_WORDS);
    return;
  }
  const { profile, file, covers, isDryRun, isStrict } = command;
  const config = unwrap(readConfig(process.env, projectRoot));
  const storage = await openStorage(config, projectRoot, (sentence) => {
    console.log(sentence);
  });
  try {
    const platform = assemblePlatform(storage.database, () => new Date());
    await loadReferenceFiles(platform, config);
    const read = await readFile(platform, command);
    const refusedFile = await keepRefused(command, read);
    if (!read.ok) throw new GiveUp(whyNothing(read.problems, refusedFile));
    const extract = read.value;
    const bar = progressBar(isDryRun ? "Trying encounters" : "Keeping encounters");
    const { name: source, collects, records, counties } = profile;
    const about = { source, collects, records, counties, covers, refused: extract.refused, isDryRun };
    const result = unwrap(
      await platform.importEncounters(profile.chapter, extract.encounters, bar.update, about),
    );
    bar.stop();
    console.log(summaryOf({ profile, file, covers, extract, result, refusedFile, isDryRun }));
    if (isStrict && extract.refusedRows > 0) process.exitCode = 1;
  } finally {
    await storage.close();
  }
}

interface Command {
  readonly profile: SourceProfile;
  readonly file: string;
  readonly covers: Covers | null;
  /** Null: the usual place. */
  readonly refused: string | null;
  readonly isDryRun: boolean;
  readonly isStrict: boolean;
}

/** npm runs commands in the project's folder; a path is meant from where the command was given. */
function folder(): string {
  return process.env["INIT_CWD"] ?? process.cwd();
}

function parse(args: readonly string[], profiles: Profiles): Command | "HELP" {
  const help = usage(profiles);
  let parsed;
  try {
    const options = {
      profile: { type: "string" },
      covers: { type: "string" },
      refused: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      strict: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    } as const;
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new GiveUp(`${(error as Error).message}. ${help}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return "HELP";
  const [name, ...more] = positionals;
  const profile = profiles.get(values.profile ?? "");
  if (profile === undefined) {
    throw new GiveUp(
      values.profile === undefined
        ? `Name the source profile. ${help}`
        : `There is no source profile "${values.profile}". ${help}`,
    );
  }
  if (name === undefined || more.length > 0) throw new GiveUp(`Name one file. ${help}`);
  const file = resolve(folder(), name);
  const refused = values.refused === undefined ? null : resolve(folder(), values.refused);
  if (refused === file)
    throw new GiveUp("--refused names the file that is imported; give the refused rows a file of their own.");
  const covers = values.covers === undefined ? null : parseCovers(values.covers);
  return { profile, file, covers, refused, isDryRun: values["dry-run"], isStrict: values.strict };
}

function parseCovers(text: string): Covers {
  const [, from = "", last = ""] = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/.exec(text) ?? [];
  if (!isReportingMonth(from) || !isReportingMonth(last))
    throw new GiveUp(
      `--covers is "${text}": write the first and the last month that the file covers, such as 2025-06..2025-08.`,
    );
  if (from > last)
    throw new GiveUp(`--covers is "${text}": ${from} is after ${last}. Write ${last}..${from}.`);
  return { from, until: addMonths(last, 1) };
}

async function readFile(
  platform: Platform,
  { profile, file, covers }: Command,
): Promise<Outcome<SourceExtract>> {
  const bytes = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  const chapter = await platform.publishedGeography.findChapter(
    profile.chapter.stateCode,
    profile.chapter.chapterSlug,
  );
  const isServed = ({ county, occurredOn }: Encounter) =>
    chapter === null || membershipsIn(chapter, monthOf(occurredOn)).some((entry) => entry.county === county);
  const bar = progressBar("Reading");
  const today = localDateAt(new Date(), "UTC");
  const extract = await readExtract(profile, file, today, {
    onProgress: (done) => {
      bar.update(done, bytes);
    },
    isServed,
    isCoverageDeclared: covers !== null,
  });
  bar.stop();
  return extract;
}

/** Before anything is imported, so that no refused row is lost. */
async function keepRefused({ file, refused }: Command, read: Outcome<SourceExtract>): Promise<string | null> {
  const rows = (read.ok ? read.value.problems : read.problems).flatMap(rowsOf);
  if (rows.length === 0 && refused === null) return null;
  const path = refused ?? (await refusedPath(file, folder()));
  try {
    await writeRefused(
      path,
      rows.sort((left, right) => left.line - right.line),
    );
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new GiveUp(
      `The refused rows cannot be written to ${path} (${code}). Name another file with --refused.`,
    );
  }
  return path;
}

function isUnmapped(found: Problem): found is UnmappedValue {
  return "lines" in found;
}

/** None for what is wrong with the file as a whole. */
function rowsOf(found: Problem): readonly RefusedRow[] {
  const reason = `${found.message} ${found.fix}`;
  if (isUnmapped(found)) {
    const { column, value } = found;
    return found.lines.map((line) => ({ line, column, value, reason }));
  }
  if (!("line" in found)) return [];
  const { line, rows, column, value } = found as RefusedCell;
  return Array.from({ length: rows }, (_, index) => ({ line: line + index, column, value, reason }));
}

function whyNothing(problems: readonly Problem[], refusedFile: string | null): string {
  const unmapped = problems.filter(isUnmapped);
  const others = new Set(
    problems.flatMap((found) => (isUnmapped(found) ? [] : rowsOf(found))).map(({ line }) => line),
  ).size;
  const shown = unmapped.length > 0 ? unmapped : problems;
  return [
    ...shown.map(({ path, message, fix }) => `${path}: ${message} ${fix}`),
    ...(unmapped.length > 0 && others > 0
      ? [`Besides, ${String(others)} ${others === 1 ? "row" : "rows"} would be refused for another reason.`]
      : []),
    ...(refusedFile === null ? [] : [`All these rows: ${refusedFile}`]),
  ].join("\n");
}
