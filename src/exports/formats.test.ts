import { describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { toDecimal } from "../domain/statistics/decimal.js";
import { column, type Column, type Value } from "./column.js";
import { FORMATS, type Extension } from "./formats.js";

interface Line {
  readonly text: string | null;
  readonly integer: number | null;
  readonly decimal: string | null;
  readonly boolean: boolean | null;
  readonly month: string | null;
  readonly instant: Date | null;
}

const COLUMNS: readonly Column<Line>[] = (
  ["text", "integer", "decimal", "boolean", "month", "instant"] as const
).map((kind) => column<Line>(`a_${kind}`, kind, "A column.", (line) => line[kind]));

/** What begins a formula in some spreadsheet program. */
const TRIGGERS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(...TRIGGERS, '"', "'", ",", ";", "\n", "\r\n", "1", "A", " ", "é") }),
);

const line: fc.Arbitrary<Line> = fc.record({
  text: fc.option(text),
  integer: fc.option(fc.maxSafeInteger()),
  decimal: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map(toDecimal)),
  boolean: fc.option(fc.boolean()),
  month: fc.option(fc.constantFrom("2025-12", "2026-01")),
  instant: fc.option(
    fc.date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true }),
  ),
});

const linesOf = (most: number) => fc.array(line, { maxLength: most });
const SETTINGS = { numRuns: 200, endOnFailure: true };

async function bytesOf(
  extension: Extension,
  lines: Iterable<Line> | AsyncIterable<Line>,
  columns = COLUMNS,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of FORMATS[extension].write(columns, lines, { question: "state=MO" }))
    chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function readParquet(lines: readonly Line[], columns = COLUMNS) {
  const bytes = await bytesOf("parquet", lines, columns);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return { metadata: parquetMetadata(file), rows: await parquetReadObjects({ file }) };
}

function inCsv(value: Value): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return value instanceof Date ? value.toISOString() : String(value);
}

describe("a CSV file", () => {
  it("says every line as it is, with CRLF line ends, empty cells for what is missing, and text that is no formula", async () => {
    await fc.assert(
      fc.asyncProperty(linesOf(60), async (lines) => {
        const written = (await bytesOf("csv", lines)).toString("utf8");
        const [header, ...rows] = parse(written, { record_delimiter: "\r\n", relax_column_count: false });
        expect(header).toEqual(COLUMNS.map(({ name }) => name));
        const expected = lines.map((one) =>
          COLUMNS.map(({ kind, of }) => {
            const said = inCsv(of(one));
            const isFormula = kind === "text" && TRIGGERS.includes(said.charAt(0));
            return isFormula && said !== "" ? `'${said}` : said;
          }),
        );
        expect(rows).toEqual(expected);
        for (const [cell] of rows) expect(TRIGGERS).not.toContain((cell ?? "").charAt(0) || "empty");
      }),
      SETTINGS,
    );
  });

  it("keeps a negative number a number, and has no byte order mark", async () => {
    const [one] = fc.sample(line, 1);
    const negative = { ...one!, text: "=1+1", integer: -3, decimal: "-0.0000001234", boolean: false };
    const written = (await bytesOf("csv", [negative])).toString("utf8");
    expect(written.split("\r\n")[1]).toMatch(/^'=1\+1,-3,-0\.0000001234,FALSE,/);
    expect(written.startsWith("a_text,")).toBe(true);
  });

  it("has its header also without any line", async () => {
    expect((await bytesOf("csv", [])).toString()).toBe(
      "a_text,a_integer,a_decimal,a_boolean,a_month,a_instant\r\n",
    );
  });
});

describe("a JSON Lines file", () => {
  it("holds one object a line, with null for what is missing and every digit of a decimal", async () => {
    await fc.assert(
      fc.asyncProperty(linesOf(60), async (lines) => {
        const written = (await bytesOf("jsonl", lines)).toString("utf8");
        const objects = written.split("\n").slice(0, -1);
        expect(objects.map((one) => JSON.parse(one) as unknown)).toEqual(
          lines.map((one) =>
            Object.fromEntries(
              COLUMNS.map(({ name, kind, of }) => {
                const value = of(one);
                if (value === null) return [name, null];
                if (value instanceof Date) return [name, value.toISOString()];
                return [name, kind === "decimal" ? Number(value) : value];
              }),
            ),
          ),
        );
        objects.forEach((one, index) => {
          expect(one).toContain(`"a_decimal":${lines[index]?.decimal ?? "null"},`);
        });
      }),
      SETTINGS,
    );
  });
});

describe("a Parquet file", () => {
  it("is read back with its types and nulls, whatever the number of lines", async () => {
    await fc.assert(
      fc.asyncProperty(linesOf(60), async (lines) => {
        const { metadata, rows } = await readParquet(lines);
        expect(Number(metadata.num_rows)).toBe(lines.length);
        expect(rows).toEqual(
          lines.map((one) => ({
            a_text: one.text,
            a_integer: one.integer === null ? null : BigInt(one.integer),
            a_decimal: one.decimal === null ? null : Number(one.decimal),
            a_boolean: one.boolean,
            a_month: one.month,
            a_instant: one.instant,
          })),
        );
      }),
      SETTINGS,
    );
  });

  it("is made of row groups of a bounded number of values, and has its columns in order also without any line", async () => {
    const wide = Array.from({ length: 1_000 }, (_, index) =>
      column<Line>(`c_${String(index)}`, "integer", "A column.", (one) => one.integer),
    );
    const [one] = fc.sample(line, 1);
    const many = Array.from({ length: 250 }, (_, index) => ({
      ...one!,
      integer: index % 7 === 0 ? null : index,
    }));
    const { metadata, rows } = await readParquet(many, wide);
    expect(metadata.row_groups.map((group) => Number(group.num_rows))).toEqual([100, 100, 50]);
    expect(rows.map((row) => row["c_999"] as bigint | null)).toEqual(
      many.map(({ integer }) => (integer === null ? null : BigInt(integer))),
    );
    const empty = await readParquet([]);
    expect([empty.rows, empty.metadata.schema.slice(1).map(({ name }) => name)]).toEqual([
      [],
      COLUMNS.map(({ name }) => name),
    ]);
  });

  it("tells types that other readers know, and carries what must be known of it", async () => {
    const { metadata } = await readParquet(fc.sample(line, 3));
    expect(metadata.schema.slice(1).map(({ type, converted_type }) => [type, converted_type])).toEqual([
      ["BYTE_ARRAY", "UTF8"],
      ["INT64", undefined],
      ["DOUBLE", undefined],
      ["BOOLEAN", undefined],
      ["BYTE_ARRAY", "UTF8"],
      ["INT64", "TIMESTAMP_MILLIS"],
    ]);
    expect(metadata.key_value_metadata).toEqual([{ key: "question", value: "state=MO" }]);
  });
});

describe("a file of any kind", () => {
  const EXTENSIONS: readonly Extension[] = ["csv", "jsonl", "parquet"];

  /** Lines without an end, which tell how many were taken and when nobody wants more. */
  function endless() {
    const seen = { taken: 0, isEnded: false };
    function* lines(): Generator<Line> {
      try {
        for (;;) {
          seen.taken++;
          yield { text: "x", integer: seen.taken, decimal: "0.5", boolean: true, month: "2026-01", instant: null };
        }
      } finally {
        seen.isEnded = true;
      }
    }
    return { seen, lines: lines() };
  } // prettier-ignore

  it.each(EXTENSIONS)(
    "%s takes no line before it is asked for, and few for each piece",
    async (extension) => {
      const { seen, lines } = endless();
      const chunks = FORMATS[extension].write(COLUMNS, lines, {});
      expect(seen.taken).toBe(0);
      await chunks.next();
      const afterFirst = seen.taken;
      await chunks.next();
      // A row group of Parquet holds a hundred thousand values; a piece of text holds fifty lines.
      const most = extension === "parquet" ? 100_000 / COLUMNS.length : 50;
      expect(seen.taken - afterFirst).toBeGreaterThan(0);
      expect(seen.taken).toBeLessThanOrEqual(2 * most + 1);
      await chunks.return(undefined);
    },
  );

  it.each(EXTENSIONS)("%s ends its lines when nobody wants the rest", async (extension) => {
    const { seen, lines } = endless();
    for await (const chunk of FORMATS[extension].write(COLUMNS, lines, {})) {
      if (chunk.length > 0 && seen.taken > 0) break;
    }
    expect(seen.isEnded).toBe(true);
  });

  it.each(EXTENSIONS)("%s lets others have their turn while it is made", async (extension) => {
    const { lines } = endless();
    let turns = 0;
    const other = () => {
      turns++;
      if (turns < 1_000) setImmediate(other);
    };
    setImmediate(other);
    const chunks = FORMATS[extension].write(COLUMNS, lines, {});
    for (let piece = 0; piece < 4; piece++) await chunks.next();
    await chunks.return(undefined);
    const turnsSoFar = turns;
    turns = 1_000;
    expect(turnsSoFar).toBeGreaterThan(1);
  });
});
