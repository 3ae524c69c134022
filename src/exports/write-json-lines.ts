// Lines as JSON, one object a line. Missing is null. A decimal is a JSON number with exactly the digits of its text.

import { inBatches } from "./batches.js";
import type { Column, Value } from "./column.js";

const LINES_AT_ONCE = 50;

export async function* writeJsonLines<Line>(
  columns: readonly Column<Line>[],
  lines: Iterable<Line> | AsyncIterable<Line>,
): AsyncGenerator<string> {
  for await (const batch of inBatches(lines, LINES_AT_ONCE))
    yield batch.map((line) => `${toObject(columns, line)}\n`).join("");
}

function toObject<Line>(columns: readonly Column<Line>[], line: Line): string {
  const members = columns.map((one) => `${JSON.stringify(one.name)}:${toJson(one, one.of(line))}`);
  return `{${members.join(",")}}`;
}

function toJson({ kind }: Pick<Column<never>, "kind">, value: Value): string {
  return kind === "decimal" && typeof value === "string" ? value : JSON.stringify(value);
}
