// npm run import -- --profile NAME FILE: takes a source's encounters in, once, and says what became of every row.
// Refused rows leave the exit code at 0 unless --strict asks otherwise; a file that cannot be read makes it 1.

import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../src/config.js";
import type { Problem } from "../src/domain/problem.js";
import type { Encounter } from "../src/domain/encounters/encounter.js";
import { membershipsIn } from "../src/domain/reporting/chapter.js";
import { localDateAt, monthOf } from "../src/domain/reporting-month.js";
import { PROFILES } from "../src/ingest/profiles.js";
import { readExtract, type SourceExtract, type SourceProfile } from "../src/ingest/source-profile.js";
import { assemblePlatform, type Platform } from "../src/platform.js";
import { projectRoot } from "../src/project-root.js";
import { openStorage } from "../src/storage.js";
import { loadReferenceFiles } from "../src/reference.js";
import { endWith, GiveUp, unwrap } from "../src/terminal/give-up.js";
import { progressBar } from "../src/terminal/progress.js";
import type { ImportResult } from "../src/usecases/import-encounters.js";

const USAGE =
  `Usage: npm run import -- --profile ${[...PROFILES.keys()].join("|")} [--strict] FILE.csv\n` +
  "--strict: take the good rows in all the same, but end with exit code 1 when a row was refused.";

/** Refused rows that are printed in full. */
const MOST_PROBLEMS_SHOWN = 50;

export async function main(args: readonly string[]): Promise<void> {
  await endWith(async () => {
    const { profile, file, isStrict } = parse(args);
    const config = unwrap(readConfig(process.env, projectRoot));
    const storage = await openStorage(config, projectRoot, (sentence) => {
      console.log(sentence);
    });
    try {
      const platform = assemblePlatform(storage.database, () => new Date());
      await loadReferenceFiles(platform, config);
      const extract = await read(platform, profile, file);
      const bar = progressBar("Keeping encounters");
      const result = unwrap(await platform.importEncounters(profile.chapter, extract.encounters, bar.update));
      bar.stop();
      printSummary(profile, file, extract, result);
      if (isStrict && extract.refusedRows > 0) process.exitCode = 1;
    } finally {
      await storage.close();
    }
  });
}

interface Command {
  readonly profile: SourceProfile;
  readonly file: string;
  readonly isStrict: boolean;
}

function parse(args: readonly string[]): Command {
  let parsed;
  try {
    const options = { profile: { type: "string" }, strict: { type: "boolean", default: false } } as const;
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new GiveUp(`${(error as Error).message}. ${USAGE}`);
  }
  const [file, ...more] = parsed.positionals;
  const profile = PROFILES.get(parsed.values.profile ?? "");
  if (profile === undefined) {
    throw new GiveUp(
      parsed.values.profile === undefined
        ? `Name the source profile. ${USAGE}`
        : `There is no source profile "${parsed.values.profile}". ${USAGE}`,
    );
  }
  if (file === undefined || more.length > 0) throw new GiveUp(`Name one file. ${USAGE}`);
  // npm runs commands in the project's folder; a path is meant from where the command was given.
  const path = resolve(process.env["INIT_CWD"] ?? process.cwd(), file);
  return { profile, file: path, isStrict: parsed.values.strict };
}

async function read(platform: Platform, profile: SourceProfile, file: string): Promise<SourceExtract> {
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
  const extract = unwrap(
    await readExtract(profile, file, today, (done) => bar.update(done, bytes), isServed),
  );
  bar.stop();
  return extract;
}

function printSummary(
  profile: SourceProfile,
  file: string,
  extract: SourceExtract,
  result: ImportResult,
): void {
  const lines = [
    "",
    `${profile.title}: ${basename(file)}`,
    `  rows read               ${String(extract.rows)}`,
    `  encounters added        ${String(result.added)}`,
    `  already on file         ${String(result.unchanged)}`,
    `  changed since           ${String(result.changed)}`,
    `  repeated in the file    ${String(extract.repeatedRows)}`,
    `  refused                 ${String(extract.refusedRows)}`,
    `  identifying columns     ${droppedColumns(extract.identifyingColumns)}`,
    `  unknown columns         ${droppedColumns(extract.unknownColumns)}`,
    ...reportLines(result),
    ...profile.caveats.map((caveat) => `  Note: ${caveat}`),
    ...problemLines(extract.problems),
  ];
  console.log(lines.join("\n"));
}

function droppedColumns(columns: readonly string[]): string {
  return columns.length === 0 ? "none" : `${columns.join(", ")} (dropped, never read)`;
}

function reportLines({ reports }: ImportResult): readonly string[] {
  if (reports.length === 0) return ["  monthly reports         nothing to change"];
  return [
    "  monthly reports, derived from the encounters on file and accepted:",
    "    county  month    encounters",
    ...reports.map(
      ({ county, month, encounters, isPartial, change }) =>
        `    ${county}   ${month}  ${String(encounters).padStart(10)}  ${change.toLowerCase()}${isPartial ? ", partial: the extract does not cover the whole month" : ""}`,
    ),
  ];
}

function problemLines(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const shown = problems
    .slice(0, MOST_PROBLEMS_SHOWN)
    .map(({ path, message, fix }) => `    ${path}: ${message} ${fix}`);
  const rest = problems.length - shown.length;
  return [
    "  Refused rows; everything else is in:",
    ...shown,
    ...(rest > 0 ? [`    … and ${String(rest)} more problems.`] : []),
  ];
}
