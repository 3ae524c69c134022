// Lines as one JSON array of objects, for programs that read a file as a whole. Values as in JSON Lines.

import type { Column } from "./column.js";
import { writeJsonLines } from "./write-json-lines.js";

export async function* writeJson<Line>(
  columns: readonly Column<Line>[],
  lines: Iterable<Line> | AsyncIterable<Line>,
): AsyncGenerator<string> {
  let before = "[\n";
  for await (const chunk of writeJsonLines(columns, lines)) {
    yield `${before}${chunk.trimEnd().replaceAll("\n", ",\n")}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
