// A release as a Frictionless Data Package: what its files are, what their columns mean, and their hashes.
// @source https://specs.frictionlessdata.io/data-package/ and /tabular-data-resource/

import { releaseNumber, type PublishedRelease } from "../domain/release/published-release.js";
import { CELL_COLUMNS } from "./cell-columns.js";
import { collectedBefore, EVERYTHING } from "./choice.js";
import type { Column, ColumnKind } from "./column.js";
import { CORRECTION_COLUMNS } from "./correction-columns.js";
import { FORMATS } from "./formats.js";
import { releasedColumns } from "./outcome-columns.js";
import { describeRelease } from "./release-description.js";
import { CORRECTION_FILE, type NamedFile } from "./release-files.js";

/** A file as it is sent. */
export interface SentFile extends NamedFile {
  /** In lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

const FIELDS: Readonly<Record<ColumnKind, object>> = {
  text: { type: "string" },
  integer: { type: "integer" },
  decimal: { type: "number" },
  boolean: { type: "boolean", trueValues: ["TRUE"], falseValues: ["FALSE"] },
  month: { type: "yearmonth" },
  instant: { type: "datetime", format: "%Y-%m-%dT%H:%M:%S.%fZ" },
};

/** @param files those that it lists; their tables are read off the columns of their kind */
export function dataPackage(
  release: PublishedRelease,
  site: string,
  files: readonly SentFile[],
): Readonly<Record<string, unknown>> {
  const { title, description, keywords } = describeRelease(release, release.roster.state.name);
  return {
    profile: "data-package",
    name: `intercept-one-${releaseNumber(release).toLowerCase()}`,
    id: `${site}/releases/${releaseNumber(release)}`,
    title,
    description,
    keywords,
    version: String(release.number),
    created: release.publishedAt.toISOString(),
    resources: files.map((file) => resourceOf(file, release)),
  };
}

function resourceOf({ path, title, extension, sha256, bytes }: SentFile, release: PublishedRelease): object {
  return {
    name: path.replace(".", "-"),
    path,
    title,
    format: extension,
    mediatype: FORMATS[extension].mediaType.split(";")[0],
    bytes,
    hash: `sha256:${sha256}`,
    ...(extension === "csv" ? tableOf(path, release) : { profile: "data-resource" }),
  };
}

function tableOf(path: string, { until }: PublishedRelease): object {
  const columns: readonly Column<never>[] =
    path === "cells.csv"
      ? CELL_COLUMNS
      : path === CORRECTION_FILE.path
        ? CORRECTION_COLUMNS
        : releasedColumns(collectedBefore(until, EVERYTHING));
  return {
    profile: "tabular-data-resource",
    encoding: "utf-8",
    dialect: { delimiter: ",", lineTerminator: "\r\n", quoteChar: '"', doubleQuote: true, header: true },
    schema: {
      fields: columns.map(fieldOf),
      missingValues: [""],
      ...(path === "cells.csv" ? { primaryKey: ["area_kind", "area_code", "period", "measure"] } : {}),
    },
  };
}

function fieldOf({ name, kind, description, meanings }: Column<never>): object {
  const words = meanings === null ? {} : { constraints: { enum: Object.keys(meanings) } };
  return { name, ...FIELDS[kind], description, ...words };
}
