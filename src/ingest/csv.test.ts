import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Problem } from "../domain/problem.js";
import { readCsv, type CsvTable } from "./csv.js";

const run = promisify(execFile);

const COLUMNS = ["month", "encounters"];

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "csv-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function readText(contents: string | Uint8Array, requiredColumns: readonly string[] = COLUMNS) {
  const path = join(directory, "table.csv");
  await writeFile(path, contents);
  return readCsv(path, { name: "table.csv", requiredColumns });
}

async function tableOf(contents: string, requiredColumns?: readonly string[]): Promise<CsvTable> {
  const outcome = await readText(contents, requiredColumns);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

async function refusalOf(contents: string | Uint8Array): Promise<readonly Problem[]> {
  const outcome = await readText(contents);
  if (outcome.ok) throw new Error("The file was read.");
  return outcome.problems;
}

/** Line and cells of every row that was read. */
function rowsOf({ rows }: CsvTable): readonly (readonly [number, ...string[]])[] {
  return rows.map((row) => [row.line, ...COLUMNS.map((column) => row.text(column))]);
}

function places({ problems }: CsvTable): readonly string[] {
  return problems.map((problem) => problem.path);
}

describe("the header", () => {
  it("is read without the byte order mark that Excel puts before it", async () => {
    const table = await tableOf("\ufeffmonth,encounters\n2015-05,406\n");
    expect(table.columns).toEqual(["month", "encounters"]);
    expect(rowsOf(table)).toEqual([[2, "2015-05", "406"]]);
  });

  it("may name the columns in any order, with blanks around them and others between them", async () => {
    const table = await tableOf("note, encounters ,month\nx,406,2015-05\n");
    expect(table.columns).toEqual(["note", "encounters", "month"]);
    expect(rowsOf(table)).toEqual([[2, "2015-05", "406"]]);
  });

  it("is refused with every column that it lacks", async () => {
    expect(await refusalOf("monat,zahl\n2015-05,406\n")).toMatchObject([
      { code: "MISSING_COLUMN", path: "table.csv, line 1", message: expect.stringContaining('"month"') },
      { code: "MISSING_COLUMN", path: "table.csv, line 1", message: expect.stringContaining("monat, zahl") },
    ]);
  });

  it("is refused when a column that is read stands there twice", async () => {
    expect(await refusalOf("month,encounters,month\n2015-05,406,2015-06\n")).toMatchObject([
      { code: "DUPLICATE", path: "table.csv, line 1", message: expect.stringContaining('"month"') },
    ]);
  });

  it("may repeat columns that are not read", async () => {
    expect(rowsOf(await tableOf("month,encounters,,\n2015-05,406,,\n"))).toEqual([[2, "2015-05", "406"]]);
  });

  it("alone makes a table without rows", async () => {
    const table = await tableOf("month,encounters\n");
    expect([table.rows, table.problems]).toEqual([[], []]);
  });
});

describe("rows", () => {
  it.each([
    ["\\n", "\n"],
    ["\\r\\n", "\r\n"],
    ["\\r", "\r"],
  ])("are told apart by %s, and blank lines count as lines", async (_, end) => {
    const table = await tableOf(["month,encounters", "2015-05,406", "", "2015-06,582"].join(end));
    expect(rowsOf(table)).toEqual([
      [2, "2015-05", "406"],
      [4, "2015-06", "582"],
    ]);
  });

  it("may end in different ways within one file", async () => {
    expect(rowsOf(await tableOf('month,encounters\n2015-05,"406"\r\n2015-06,582\n'))).toEqual([
      [2, "2015-05", "406"],
      [3, "2015-06", "582"],
    ]);
  });

  it.each([
    ["\\n", "\n"],
    ["\\r\\n", "\r\n"],
  ])("are named by the line on which they begin when a quoted cell holds %s", async (_, end) => {
    const table = await tableOf(
      ["month,encounters", '2015-05,"4', "0", '6"', "2015-06,582", "short"].join(end),
    );
    expect(rowsOf(table)).toEqual([
      [2, "2015-05", "4\n0\n6"],
      [5, "2015-06", "582"],
    ]);
    expect(places(table)).toEqual(["table.csv, line 6"]);
  });

  it("give quotes, commas and letters of any alphabet as they were meant", async () => {
    const table = await tableOf('month,encounters\n"say ""hi"", José","文 🚓"\n');
    expect(rowsOf(table)).toEqual([[2, 'say "hi", José', "文 🚓"]]);
  });

  it("that hold nothing but blanks are left out", async () => {
    const table = await tableOf("month,encounters\n , \n,\n2015-06,582\n,,,\n");
    expect(rowsOf(table)).toEqual([[4, "2015-06", "582"]]);
    expect(table.problems).toEqual([]);
  });

  it("that are too short or too long are refused by line while the others pass", async () => {
    const table = await tableOf("month,encounters\n2015-05\n2015-06,582\n2015-07,6,7\n2015-09,1\n");
    expect(rowsOf(table)).toEqual([
      [3, "2015-06", "582"],
      [5, "2015-09", "1"],
    ]);
    expect(table.problems).toMatchObject([
      { code: "UNREADABLE_FILE", path: "table.csv, line 2", message: expect.stringContaining("1 cell and") },
      { code: "UNREADABLE_FILE", path: "table.csv, line 4", message: expect.stringContaining("3 cells and") },
    ]);
  });

  it.each(['20"15', '"2015"x', '"20"15"', 'a"b"c"d'])(
    "with the stray quote in %s are refused by line, once, while the others pass",
    async (cell) => {
      const table = await tableOf(`month,encounters\n2015-05,406\n${cell},1\n2015-06,582\n`);
      expect(rowsOf(table)).toEqual([
        [2, "2015-05", "406"],
        [4, "2015-06", "582"],
      ]);
      expect(places(table)).toEqual(["table.csv, line 3"]);
    },
  );

  it("that a stray quote has joined are refused together, and every line of them is named", async () => {
    const table = await tableOf('month,encounters\n2015-05,"406\n2015-06,582\n2015-07,"6"\n2015-09,1\n');
    expect(rowsOf(table)).toEqual([[5, "2015-09", "1"]]);
    expect(places(table)).toEqual(["table.csv, lines 2 to 4"]);
  });

  it("that are refused do not repeat what stands in them", async () => {
    const table = await tableOf('month,encounters\nJane "Doe",1\nJane,Doe,1\n');
    expect(table.problems).toHaveLength(2);
    expect(JSON.stringify(table.problems)).not.toMatch(/Jane|Doe/);
  });

  it("keep only the cells that were asked for", async () => {
    const [row] = (await tableOf("month,encounters,subject_name\n2015-05,406,Jane\n")).rows;
    expect(() => row!.text("subject_name")).toThrow(RangeError);
    expect(JSON.stringify(row)).not.toContain("Jane");
  });

  it("come back as they were written, whatever they hold", async () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "x") }),
    );
    const written = fc
      .array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 })
      .filter((rows) =>
        rows.every((cells) => cells.some((one) => one.trim() !== "") && !cells.join().includes("\0")),
      );
    await fc.assert(
      fc.asyncProperty(written, fc.constantFrom("\n", "\r\n"), async (rows, end) => {
        const quoted = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(","));
        const table = await tableOf(["month,encounters", ...quoted].join(end));
        expect(table.problems).toEqual([]);
        expect(rowsOf(table).map(([, ...cells]) => cells)).toEqual(
          rows.map((cells) => cells.map((one) => one.replace(/\r\n?/g, "\n").trim())),
        );
      }),
    );
  });
});

describe("a file", () => {
  it.each([
    ["empty", ""],
    ["nothing but blank lines", "\n\n"],
  ])("that is %s is refused, with the header it needs", async (_, contents) => {
    expect(await refusalOf(contents)).toMatchObject([
      { code: "UNREADABLE_FILE", path: "table.csv", fix: expect.stringContaining("month, encounters") },
    ]);
  });

  it("in which a quote is never closed is refused from that line on", async () => {
    expect(await refusalOf('month,encounters\n2015-05,406\n2015-06,"582\n2015-07,6\n')).toMatchObject([
      {
        code: "UNREADABLE_FILE",
        path: "table.csv, from line 3 on",
        message: expect.stringContaining("quote"),
      },
    ]);
  });

  it("in which a quote is left open for a megabyte is refused before it is read to its end", async () => {
    const open = `month,encounters\n2015-05,406\n2015-06,"${"x".repeat(3_000_000)}`;
    expect(await refusalOf(open)).toMatchObject([{ path: "table.csv, from line 3 on" }]);
  });

  it.each([
    ["Windows-1252", Buffer.from("month,encounters\nJos\xe9,1\n", "latin1"), 2],
    ["UTF-16", Buffer.from("\ufeffmonth,encounters\n", "utf16le"), 1],
    ["cut in the middle of a letter", Buffer.from("month,encounters\nJosé").subarray(0, -1), 2],
    [
      "UTF-8 and then Windows-1252, with every kind of line end,",
      Buffer.concat([
        Buffer.from("month,encounters\r\nJosé,1\rZoë,2\n"),
        Buffer.from("Jos\xe9,1\n", "latin1"),
      ]),
      4,
    ],
    [
      "Windows-1252 after megabytes",
      Buffer.concat([Buffer.from(`a,b\n${"é,1\n".repeat(300_000)}`), Buffer.of(0xe9)]),
      300_002,
    ],
  ])("that is %s instead of UTF-8 is refused with its line", async (_, contents, line) => {
    expect(await refusalOf(contents)).toEqual([
      {
        code: "UNREADABLE_FILE",
        severity: "ERROR",
        path: `table.csv, line ${String(line)}`,
        message: "The line is not UTF-8 text.",
        fix: "Save the file as CSV UTF-8.",
      },
    ]);
  });

  it("that is binary is refused", async () => {
    expect(await refusalOf(Buffer.from("month,encounters\n\u0000,1\n"))).toMatchObject([
      { path: "table.csv", message: "The file is not UTF-8 text." },
    ]);
  });

  it.each([
    ["is not there", "missing.csv", "ENOENT"],
    ["is a directory", ".", "EISDIR"],
    ["lies in something that is no directory", "table.csv/table.csv", "ENOTDIR"],
  ])("that %s is refused", async (_, name, code) => {
    await writeFile(join(directory, "table.csv"), "month,encounters\n");
    const outcome = await readCsv(join(directory, name), { name: "table.csv", requiredColumns: COLUMNS });
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ code: "UNREADABLE_FILE", path: "table.csv", message: expect.stringContaining(code) }],
    });
  });

  it("of 20 MB is read piece by piece, saying how far it is", async () => {
    const path = join(directory, "large.csv");
    const line = `2015-05,406,"${"narrative ".repeat(2_000)}"\r\n`;
    const many = Math.ceil(20_000_000 / line.length);
    await writeFile(path, `month,encounters,note\r\n${line.repeat(many)}`);
    // In a process of its own, because jest makes the parser eight times slower.
    const script = `
      import { readCsv } from ${JSON.stringify(join(process.cwd(), "dist/src/ingest/csv.js"))};
      const seen = [];
      const onProgress = (bytes) => seen.push(bytes);
      const requiredColumns = ["month", "encounters"];
      const { value } = await readCsv(${JSON.stringify(path)}, { name: "large.csv", requiredColumns, onProgress });
      const last = value.rows.at(-1);
      console.log(JSON.stringify({ seen, rows: value.rows.length, last: [last.line, last.text("encounters")] }));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
    const { seen, ...read } = JSON.parse(stdout) as { readonly seen: readonly number[] };
    expect(read).toEqual({ rows: many, last: [many + 1, "406"] });
    expect(seen.length).toBeGreaterThan(100);
    expect(seen).toEqual(seen.toSorted((left, right) => left - right));
    expect(seen.at(-1)).toBe((await stat(path)).size);
  });
});
