// What is published here as a catalogue of data by DCAT-US 3: one series a state, one data set a release.
// @source https://github.com/GSA/dcat-us, JSON Schema of version 3.0.0

import { citationOf, citationParts, PUBLISHER } from "../domain/release/citation.js";
import type { ReleaseHead } from "../domain/release/published-release.js";
import { FORMATS } from "./formats.js";
import { describeRelease } from "./release-description.js";
import {
  CELL_FILES,
  CORRECTION_FILE,
  MANIFEST_FILE,
  OUTCOME_FILES,
  type NamedFile,
} from "./release-files.js";

const PUBLISHED_BY = { "@type": "Organization", name: PUBLISHER } as const;

/** A release, with what people call its state. */
export interface CataloguedRelease {
  readonly release: ReleaseHead;
  readonly stateName: string;
}

/**
 * @param releases those that stand, by state, oldest first
 * @param site address of the server, without a slash at its end
 */
export function dataCatalogue(
  releases: readonly CataloguedRelease[],
  site: string,
): Readonly<Record<string, unknown>> {
  return {
    "@id": `${site}/data.json`,
    "@type": "Catalog",
    title: "Crisis Intervention Team outcomes",
    description:
      "Published releases of what Crisis Intervention Team chapters report: who in a mental-health crisis went to jail and who to care.",
    publisher: PUBLISHED_BY,
    conformsTo: { "@type": "Standard", title: "DCAT-US 3.0" },
    language: ["en"],
    dataset: releases.map((one, place) => datasetOf(one, releases[place - 1]?.release ?? null, site)),
  };
}

/** @param before the release that stands before it in the catalogue */
function datasetOf(
  { release, stateName }: CataloguedRelease,
  before: ReleaseHead | null,
  site: string,
): object {
  const { title, description, keywords, from, to } = describeRelease(release, stateName);
  const { number, publishedOn, address } = citationParts(release, site);
  const place = address ?? "";
  const previous =
    before?.stateCode === release.stateCode ? { previousVersion: citationParts(before, site).address } : {};
  return {
    "@id": place,
    "@type": "Dataset",
    identifier: place,
    title,
    description,
    keyword: keywords,
    version: number,
    issued: publishedOn,
    modified: publishedOn,
    publisher: PUBLISHED_BY,
    // Whoever runs the server is reached through it: no address of a person is known here.
    contactPoint: site,
    language: ["en"],
    spatial: [{ "@type": "Location", prefLabel: stateName }],
    temporal: [{ "@type": "PeriodOfTime", startDate: from, endDate: to }],
    inSeries: [seriesOf(release.stateCode, stateName, site)],
    ...previous,
    describedBy: {
      "@type": "Distribution",
      title: "Data dictionary",
      downloadURL: `${place}/dictionary.csv`,
      mediaType: "text/csv",
    },
    distribution: [...CELL_FILES, ...OUTCOME_FILES, CORRECTION_FILE, MANIFEST_FILE].map((file) =>
      distributionOf(file, place),
    ),
    page: [
      {
        "@type": "Document",
        title: "How to cite it",
        accessURL: `${place}/citation.txt`,
        bibliographicCitation: citationOf(release, site),
      },
    ],
  };
}

function seriesOf(stateCode: string, stateName: string, site: string): object {
  return {
    "@id": `${site}/data.json#${stateCode}`,
    "@type": "DatasetSeries",
    title: `Crisis Intervention Team outcomes, ${stateName}`,
    description: `The releases of ${stateName}, each with all months up to its last.`,
    publisher: PUBLISHED_BY,
  };
}

function distributionOf({ path, title, extension }: NamedFile, address: string): object {
  return {
    "@id": `${address}/${path}`,
    "@type": "Distribution",
    title,
    downloadURL: `${address}/${path}`,
    mediaType: FORMATS[extension].mediaType.split(";")[0],
    format: extension.toUpperCase(),
  };
}
