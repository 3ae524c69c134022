// A release as schema.org describes a data set, for search engines of data. Pages embed the same value.
// @source https://schema.org/Dataset

import { measure } from "../domain/catalog/catalog.js";
import { citationOf, citationParts, PUBLISHER } from "../domain/release/citation.js";
import type { PublishedRelease } from "../domain/release/published-release.js";
import { chosenMeasures, collectedBefore, EVERYTHING } from "./choice.js";
import { FORMATS } from "./formats.js";
import { describeRelease } from "./release-description.js";
import { CELL_FILES, MANIFEST_FILE, OUTCOME_FILES, type NamedFile } from "./release-files.js";

/** @param site address of the server, without a slash at its end */
export function datasetJsonLd(release: PublishedRelease, site: string): Readonly<Record<string, unknown>> {
  const stateName = release.roster.state.name;
  const { title, description, keywords, from, to } = describeRelease(release, stateName);
  const { number, publishedOn, address } = citationParts(release, site);
  const organization = { "@type": "Organization", name: PUBLISHER };
  return {
    "@context": "https://schema.org/",
    "@type": "Dataset",
    "@id": address,
    url: address,
    identifier: `sha256:${release.contentSha256}`,
    name: title,
    description,
    keywords,
    version: number,
    datePublished: publishedOn,
    temporalCoverage: `${from}/${to}`,
    spatialCoverage: { "@type": "Place", name: stateName },
    isAccessibleForFree: true,
    creator: organization,
    publisher: organization,
    creditText: citationOf(release, site),
    variableMeasured: chosenMeasures(collectedBefore(release.until, EVERYTHING)).map((key) => {
      const { title: name, description: meaning, unit } = measure(key);
      return { "@type": "PropertyValue", name, description: meaning, unitText: unit };
    }),
    distribution: [...CELL_FILES, ...OUTCOME_FILES, MANIFEST_FILE].map((file) =>
      downloadOf(file, address ?? ""),
    ),
  };
}

function downloadOf({ path, title, extension }: NamedFile, address: string): object {
  return {
    "@type": "DataDownload",
    name: title,
    encodingFormat: FORMATS[extension].mediaType.split(";")[0],
    contentUrl: `${address}/${path}`,
  };
}
