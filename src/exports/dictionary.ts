// The data dictionary: what every column of every file means. Made from the columns, so that none can be without an entry.

import { column, type Column, type ColumnKind } from "./column.js";

/** How the values of each type are written. */
const TYPE_RULES: Readonly<Record<ColumnKind, string>> = {
  text: "Text. In Parquet a STRING.",
  integer: "A whole number. In Parquet an INT64.",
  decimal:
    "A number of up to twelve significant digits. CSV and JSON Lines hold exactly its digits; Parquet holds a DOUBLE, the binary number nearest to them.",
  boolean: "TRUE or FALSE in CSV, true or false in JSON Lines. In Parquet a BOOLEAN.",
  month: 'A month, written "2026-03". In Parquet a STRING.',
  instant: 'An instant in UTC, written "2026-03-15T12:00:00.000Z". In Parquet a TIMESTAMP in milliseconds.',
};

/** Files that the dictionary speaks of. */
export type FileName = "outcomes" | "changes" | "cells" | "corrections";

export interface DictionaryEntry {
  readonly file: FileName;
  readonly column: string;
  readonly type: ColumnKind;
  readonly unit: string | null;
  readonly description: string;
  readonly definition: string | null;
  readonly definitionVersion: number | null;
  readonly source: string | null;
  readonly meanings: Readonly<Record<string, string>> | null;
}

export function dictionaryOf(file: FileName, columns: readonly Column<never>[]): readonly DictionaryEntry[] {
  return columns.map(({ name, kind, unit, description, definition, meanings }) => ({
    file,
    column: name,
    type: kind,
    unit,
    description,
    definition: definition?.key ?? null,
    definitionVersion: definition?.version ?? null,
    source: definition?.source ?? null,
    meanings,
  }));
}

export const DICTIONARY_COLUMNS: readonly Column<DictionaryEntry>[] = [
  column("file", "text", "The file that has the column.", (entry) => entry.file),
  column("column", "text", "Its name.", (entry) => entry.column),
  column("type", "text", "What its values are.", (entry) => entry.type),
  column("type_rule", "text", "How they are written.", (entry) => TYPE_RULES[entry.type]),
  column("unit", "text", "What one of it is.", (entry) => entry.unit),
  column("description", "text", "What it means.", (entry) => entry.description),
  column("definition", "text", "Key in the catalogue of measures and metrics.", (entry) => entry.definition),
  column(
    "definition_version",
    "integer",
    "Rises when the meaning changes.",
    (entry) => entry.definitionVersion,
  ),
  column("source", "text", "What the definition rests on.", (entry) => entry.source),
  column("values", "text", "What each value means.", ({ meanings }) => inWords(meanings)),
];

/** The dictionary as one JSON value. */
export function dictionaryJson(entries: readonly DictionaryEntry[]): string {
  return JSON.stringify({ types: TYPE_RULES, columns: entries });
}

function inWords(meanings: DictionaryEntry["meanings"]): string | null {
  if (meanings === null) return null;
  return Object.entries(meanings)
    .map(([value, meaning]) => `${value}: ${meaning}`)
    .join(" | ");
}
