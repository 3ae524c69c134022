// Lines as Apache Parquet, with what must be known of them in the file's own metadata. Missing is null; decimals are doubles.

import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { inBatches } from "./batches.js";
import type { Column, ColumnKind, Value } from "./column.js";

/** Values held in memory at once, whatever the number of columns; packing them keeps others waiting for some 50 ms. */
const VALUES_OF_A_GROUP = 100_000;

const LINES_AT_ONCE = 50;

const TYPES = {
  text: "STRING",
  month: "STRING",
  integer: "INT64",
  decimal: "DOUBLE",
  boolean: "BOOLEAN",
  instant: "TIMESTAMP",
} as const satisfies Record<ColumnKind, string>;

type Stored = string | bigint | number | boolean | Date | null;

/** @param about key → text, kept in the metadata of the file */
export async function* writeParquet<Line>(
  columns: readonly Column<Line>[],
  lines: Iterable<Line> | AsyncIterable<Line>,
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const shape = columns.map(({ name, kind }) => ({ name, type: TYPES[kind], data: [] }));
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: shape }),
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    createdBy: "Intercept One",
    // Nobody skips parts of so small a file, and what is kept of each part until the end would double.
    statistics: false,
  });
  let group: Stored[][] = columns.map(() => []);
  const linesOfAGroup = Math.max(1, Math.floor(VALUES_OF_A_GROUP / columns.length));
  const pack = async () => {
    const columnData = columns.map(({ name }, index) => ({ name, data: group[index] ?? [] }));
    await parquet.write({ columnData, rowGroupSize: linesOfAGroup });
    group = columns.map(() => []);
    return taken(bytes);
  };
  for await (const batch of inBatches(lines, LINES_AT_ONCE)) {
    for (const line of batch)
      columns.forEach(({ kind, of }, index) => group[index]?.push(toStored(kind, of(line))));
    if ((group[0]?.length ?? 0) + LINES_AT_ONCE > linesOfAGroup) yield await pack();
  }
  if ((group[0]?.length ?? 0) > 0) yield await pack();
  await parquet.finish();
  yield taken(bytes);
}

/** The bytes so far, which the writer then forgets; its offset in the file goes on. */
function taken(bytes: ByteWriter): Uint8Array {
  const copy = bytes.getBytes().slice();
  bytes.index = 0;
  return copy;
}

function toStored(kind: ColumnKind, value: Value): Stored {
  if (value === null) return null;
  switch (kind) {
    case "integer":
      return BigInt(Number(value));
    case "decimal":
      return Number(value);
    default:
      return value;
  }
}
