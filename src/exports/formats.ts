// The kinds of file that lines can leave as.

import type { Column } from "./column.js";
import { writeCsv } from "./write-csv.js";
import { writeJson } from "./write-json.js";
import { writeJsonLines } from "./write-json-lines.js";
import { writeParquet } from "./write-parquet.js";

export type Extension = "csv" | "json" | "jsonl" | "parquet";

export type Chunks = AsyncGenerator<string | Uint8Array>;

interface Format {
  readonly mediaType: string;
  /** @param about what must be known of the file as a whole, for a format that has a place for it */
  readonly write: <Line>(
    columns: readonly Column<Line>[],
    lines: Iterable<Line> | AsyncIterable<Line>,
    about: Readonly<Record<string, string>>,
  ) => Chunks;
}

export const FORMATS: Readonly<Record<Extension, Format>> = {
  csv: { mediaType: "text/csv; charset=utf-8", write: writeCsv },
  json: { mediaType: "application/json; charset=utf-8", write: writeJson },
  jsonl: { mediaType: "application/jsonl; charset=utf-8", write: writeJsonLines },
  parquet: { mediaType: "application/vnd.apache.parquet", write: writeParquet },
};

/** A file on its way: what it is called and what is in it, which is made as it is read. */
export interface OutgoingFile {
  readonly name: string;
  readonly mediaType: string;
  readonly chunks: Chunks;
}
