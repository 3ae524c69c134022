// Which file of a release an address names, and how it is made.

import { accepted, problem, problemsOf, refused, type Outcome } from "../domain/problem.js";
import { citationOf, citationParts } from "../domain/release/citation.js";
import { releaseNumber, type ReleaseHead } from "../domain/release/published-release.js";
import { bibtex, cslJson } from "../exports/citation-formats.js";
import { dataPackage, type SentFile } from "../exports/data-package.js";
import { datasetJsonLd } from "../exports/dataset-json-ld.js";
import type { Extension } from "../exports/formats.js";
import { choiceAddress, CHOICE_PARAMETERS, outcomeAddress, parseChoice } from "../exports/outcome-address.js";
import { parseReleaseAddress, RELEASE_PARAMETERS } from "../exports/release-address.js";
import {
  CELL_FILES,
  cellFile,
  CORRECTION_FILE,
  correctionFile,
  dictionaryFile,
  inPieces,
  MANIFEST_FILE,
  manifestFile,
  OUTCOME_FILES,
} from "../exports/release-files.js";
import type { ReadReleases } from "../usecases/read-releases.js";
import { noQuery, type Query } from "./query.js";
import { openOutcomes } from "./release-outcomes.js";
import type { Digest, MakeFile } from "./send-lasting.js";

/** What a file is made from. */
export interface FileSource {
  readonly useCases: ReadReleases;
  /** Address of the server, without a slash at its end. */
  readonly site: string;
  readonly release: ReleaseHead;
  /** @param name of a file of the release, as {@link AskedFile} has it */
  readonly digest: (name: string, make: MakeFile) => Promise<Digest>;
}

export interface AskedFile {
  /** The same for all addresses that ask for the same bytes. */
  readonly name: string;
  readonly open: (from: FileSource) => Promise<Outcome<MakeFile>>;
}

type Range = Pick<ReleaseHead, "stateCode" | "from" | "until">;
type ReadParameters = <Name extends string>(names: readonly Name[]) => Query<Name>;
type Ask = (path: string, read: ReadParameters, release: Range) => Outcome<AskedFile>;

const FILES: Readonly<Record<string, Ask>> = {
  ...Object.fromEntries(OUTCOME_FILES.map(({ path, extension }) => [path, outcomes(extension)])),
  ...Object.fromEntries(CELL_FILES.map(({ path, extension }) => [path, cells(extension)])),
  [MANIFEST_FILE.path]: unasked(openManifest),
  [CORRECTION_FILE.path]: unasked(async ({ useCases, release }) => {
    const corrections = await useCases.readCorrections(release);
    return accepted(() => correctionFile(release, corrections));
  }),
  "dictionary.csv": dictionary("csv"),
  "dictionary.json": dictionary("json"),
  "datapackage.json": text("application/json", packageOf),
  "dataset.jsonld": text("application/ld+json", async ({ useCases, release, site }) =>
    accepted(inJson(datasetJsonLd(await useCases.readContents(release), site))),
  ),
  "citation.txt": text("text/plain", ({ release, site }) => accepted(`${citationOf(release, site)}\n`)),
  "citation.bib": text("text/x-bibtex", ({ release, site }) =>
    accepted(bibtex(citationParts(release, site))),
  ),
  "citation.json": text("application/vnd.citationstyles.csl+json", ({ release, site }) =>
    accepted(cslJson(citationParts(release, site))),
  ),
};

/** @param release the one asked; null: it is not there, and only what else is wrong is told */
export function findFile(path: string, read: ReadParameters, release: Range | null): Outcome<AskedFile> {
  const ask = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (ask !== undefined) return ask(path, read, release ?? NOWHERE);
  return refused(
    problem(
      "NOT_FOUND",
      "url",
      `A release has no file "${path.slice(0, 60)}".`,
      `There are: ${Object.keys(FILES).join(", ")}.`,
    ),
  );
}

/** Stands in for a release that is not there. */
const NOWHERE = { stateCode: "", from: "2000-01", until: "2000-02" } as Range;

function outcomes(extension: Extension): Ask {
  return (path, read, release) => {
    const query = read(RELEASE_PARAMETERS);
    const asked = parseReleaseAddress(release, query.values);
    if (query.problems.length > 0 || !asked.ok) return refused(...query.problems, ...problemsOf(asked));
    const name = `${path}?${outcomeAddress(asked.value)}`;
    return accepted({ name, open: (from) => openOutcomes(from, extension, asked.value) });
  };
}

function dictionary(extension: "csv" | "json"): Ask {
  return (path, read) => {
    const query = read(CHOICE_PARAMETERS);
    const choice = parseChoice(query.values);
    if (query.problems.length > 0 || !choice.ok) return refused(...query.problems, ...problemsOf(choice));
    const open: AskedFile["open"] = async ({ useCases, release }) => {
      const contents = await useCases.readContents(release);
      return accepted(() => dictionaryFile(extension, contents, choice.value));
    };
    return accepted({ name: `${path}?${choiceAddress(choice.value).join("&")}`, open });
  };
}

function cells(extension: Extension): Ask {
  return unasked(async ({ useCases, release }) => {
    const contents = await useCases.readContents(release);
    return accepted(() => cellFile(extension, contents));
  });
}

async function openManifest({ useCases, release }: FileSource): Promise<Outcome<MakeFile>> {
  const manifest = await useCases.readManifest(release);
  if (manifest !== null) return accepted(() => manifestFile(release, manifest));
  const message = `Release ${releaseNumber(release)} was built before its file was kept.`;
  return refused(problem("NOT_FOUND", "url", message, "Its figures are in cells.csv."));
}

/** Each file of figures with the hash that it is sent with. */
async function packageOf(from: FileSource): Promise<Outcome<string>> {
  const sent: SentFile[] = [];
  for (const file of [...CELL_FILES, ...OUTCOME_FILES, CORRECTION_FILE, MANIFEST_FILE]) {
    const asked = findFile(file.path, noQuery, from.release);
    if (!asked.ok) return asked;
    const opened = await asked.value.open(from);
    if (opened.ok) sent.push({ ...file, ...(await from.digest(asked.value.name, opened.value)) });
  }
  const { useCases, release, site } = from;
  return accepted(inJson(dataPackage(await useCases.readContents(release), site, sent)));
}

/** A file that takes no parameters. */
function unasked(open: AskedFile["open"]): Ask {
  return (path, read) => {
    const { problems } = read([]);
    return problems.length > 0 ? refused(...problems) : accepted({ name: path, open });
  };
}

/** A short text, which is written at once. */
function text(
  mediaType: string,
  write: (from: FileSource) => Outcome<string> | Promise<Outcome<string>>,
): Ask {
  return (path, ...rest) =>
    unasked(async (from) => {
      const written = await write(from);
      if (!written.ok) return written;
      const name = `${releaseNumber(from.release)}-${path}`;
      return accepted(() => ({
        name,
        mediaType: `${mediaType}; charset=utf-8`,
        chunks: inPieces(written.value),
      }));
    })(path, ...rest);
}

function inJson(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
