import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import type { Problem } from "../../domain/problem.js";
import { BAD_CSV } from "./corpus/bad-csv.js";
import { BAD_KINDS } from "./corpus/bad-kinds.js";
import { BAD_WORKBOOKS } from "./corpus/bad-workbooks.js";
import type { BadFile } from "./corpus/bad-file.js";
import { GOOD_CSV, GOOD_WORKBOOKS } from "./corpus/good-files.js";
import { readReportFile } from "./read-report-file.js";

const BAD_FILES = [...BAD_CSV, ...BAD_WORKBOOKS, ...BAD_KINDS];
const GOOD_FILES = [...GOOD_CSV, ...GOOD_WORKBOOKS];

async function problemsOf(bytes: Uint8Array): Promise<readonly Problem[]> {
  const outcome = await readReportFile({ name: "march", bytes });
  if (!outcome.ok) return outcome.problems;
  return [...outcome.value.problems, ...outcome.value.entries.flatMap(({ problems }) => problems)];
}

describe("of the broken files", () => {
  it.each(BAD_FILES)("$mistake is answered at its place", async ({ bytes, answers }) => {
    const problems = await problemsOf(bytes());
    expect(problems.map(({ code, cell, message }) => [code, cell ?? null, message])).toEqual(answers);
  });

  it.each(BAD_FILES)("$mistake comes with a place and a way out", async ({ bytes }) => {
    for (const { path, fix, severity } of await problemsOf(bytes())) {
      expect(path).not.toBe("");
      expect(fix).toMatch(/^[A-Z].{10,}\.$/);
      expect(severity).toBe("ERROR");
    }
  });

  it("there are many, and no two are alike", () => {
    expect(BAD_FILES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(BAD_FILES.map(({ mistake }) => mistake)).size).toBe(BAD_FILES.length);
    expect(BAD_FILES.filter(({ answers }) => answers.length === 0)).toEqual([]);
  });
});

describe("of the good files", () => {
  it.each(GOOD_FILES)("$habit is read", async ({ bytes }) => {
    const outcome = await readReportFile({ name: "march", bytes: bytes() });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    expect(outcome.value.problems).toEqual([]);
    expect(outcome.value.entries).toMatchObject([
      {
        county: "29510",
        month: "2026-03",
        values: { ENCOUNTERS: 1234, JAIL_BOOKINGS: 0, WEAPON_PRESENT: null },
        problems: [],
      },
    ]);
  });
});

describe("the coordinators' guide", () => {
  /** The table as it must stand there, cells without padding. */
  function tableOf(files: readonly BadFile[]): readonly string[] {
    return files.map(({ mistake, answers }) => {
      const said = answers.map(([, cell, message]) => (cell === null ? message : `**${cell}** ${message}`));
      return `| ${mistake} | ${said.join("<br>").replaceAll("|", "\\|")} |`;
    });
  }

  function rowsIn(guide: string): readonly string[] {
    const table = guide.slice(guide.indexOf("## Mistake and answer")).split("\n");
    return table.flatMap((line) => (line.startsWith("| ") ? [line.replace(/ +\|/g, " |")] : [])).slice(2);
  }

  const guide = readFileSync("docs/report-files.md", "utf8");

  it("lists every mistake of the corpus with its answer", () => {
    expect(rowsIn(guide)).toEqual(tableOf(BAD_FILES));
  });

  it("is found out when an answer changes", () => {
    const [file] = BAD_FILES;
    const changed = guide.replace(file!.answers[0]![2], "is fine.");
    expect(rowsIn(changed)).not.toEqual(tableOf(BAD_FILES));
  });
});
