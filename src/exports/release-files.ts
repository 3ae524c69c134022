// The files of a release that hold its figures and say what they mean, each under a name that stays.

import {
  releaseNumber,
  type PublishedRelease,
  type ReleaseHead,
} from "../domain/release/published-release.js";
import type { PublishedCorrection } from "../domain/release/correction.js";
import { CORRECTION_COLUMNS } from "./correction-columns.js";
import { CELL_COLUMNS, cellLines } from "./cell-columns.js";
import { collectedBefore, type Choice } from "./choice.js";
import { DICTIONARY_COLUMNS, dictionaryJson, dictionaryOf, type DictionaryEntry } from "./dictionary.js";
import { FORMATS, type Extension, type OutgoingFile } from "./formats.js";
import { releasedColumns } from "./outcome-columns.js";

/** A file of a release, as catalogues name it. */
export interface NamedFile {
  /** Below the address of the release. */
  readonly path: string;
  readonly title: string;
  readonly extension: Extension;
}

const CELLS = "Every published cell: a measure, at a place, in a period";
const OUTCOMES =
  "Counts and rates of every region in every month; with a question in the address, any answer";

export const CELL_FILES: readonly NamedFile[] = (["csv", "parquet", "json", "jsonl"] as const).map(
  (extension) => ({ path: `cells.${extension}`, title: CELLS, extension }),
);

export const OUTCOME_FILES: readonly NamedFile[] = (["csv", "parquet", "jsonl"] as const).map(
  (extension) => ({ path: `outcomes.${extension}`, title: OUTCOMES, extension }),
);

export const CORRECTION_FILE: NamedFile = {
  path: "corrections.csv",
  title: "Every published figure that this release has changed, with what it was before",
  extension: "csv",
};

export const MANIFEST_FILE: NamedFile = {
  path: "release.json",
  title: "The release with its sums and its hash, to be checked by a program that shares nothing with ours",
  extension: "json",
};

export function cellFile(extension: Extension, release: PublishedRelease): OutgoingFile {
  const { mediaType, write } = FORMATS[extension];
  return {
    name: `${releaseNumber(release)}-cells.${extension}`,
    mediaType,
    chunks: write(CELL_COLUMNS, cellLines(release), {
      release: releaseNumber(release),
      content_sha256: release.contentSha256,
      // Beside it, so that no word mended there changes these bytes.
      dictionary: "dictionary.json",
    }),
  };
}

export function dictionaryFile(
  extension: "csv" | "json",
  release: PublishedRelease,
  choice: Choice,
): OutgoingFile {
  const entries: readonly DictionaryEntry[] = [
    ...dictionaryOf("cells", CELL_COLUMNS),
    ...dictionaryOf("corrections", CORRECTION_COLUMNS),
    ...dictionaryOf("outcomes", releasedColumns(collectedBefore(release.until, choice))),
  ];
  const { mediaType, write } = FORMATS[extension];
  return {
    name: `${releaseNumber(release)}-dictionary.${extension}`,
    mediaType,
    chunks: extension === "json" ? inPieces(dictionaryJson(entries)) : write(DICTIONARY_COLUMNS, entries, {}),
  };
}

export function correctionFile(
  release: ReleaseHead,
  corrections: readonly PublishedCorrection[],
): OutgoingFile {
  const { mediaType, write } = FORMATS.csv;
  return {
    name: `${releaseNumber(release)}-corrections.csv`,
    mediaType,
    chunks: write(CORRECTION_COLUMNS, corrections, {}),
  };
}

const LETTERS_AT_ONCE = 64 * 1024;

/** @param manifest the canonical text of the release, whose hash is its own */
export function manifestFile(release: ReleaseHead, manifest: string): OutgoingFile {
  return {
    name: `${releaseNumber(release)}-release.json`,
    mediaType: FORMATS.json.mediaType,
    chunks: inPieces(`${manifest.slice(0, -1)},"sha256":"${release.contentSha256}"}`),
  };
}

/** A text that is there already, in pieces that a slow reader can take. */
// eslint-disable-next-line @typescript-eslint/require-await -- what is written line by line waits for its lines; this has them
export async function* inPieces(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += LETTERS_AT_ONCE)
    yield text.slice(start, start + LETTERS_AT_ONCE);
}
