// An answer of a release as a file, from the same use case as over GraphQL.

import { accepted, problem, refused, type Outcome } from "../domain/problem.js";
import { releaseNumber } from "../domain/release/published-release.js";
import { chosenMeasures, chosenMetrics } from "../exports/choice.js";
import type { Extension } from "../exports/formats.js";
import { inAddress, type OutcomeRequest } from "../exports/outcome-address.js";
import { releasedOutcomeFile } from "../exports/outcome-file.js";
import type { FileSource } from "./release-file.js";
import type { MakeFile } from "./send-lasting.js";

/** Figures of one file that anybody may have made: so many take about a second of a processor, and a file is made twice. */
const MOST_FIGURES = 100_000;

export async function openOutcomes(
  { useCases, release }: Pick<FileSource, "useCases" | "release">,
  extension: Extension,
  request: OutcomeRequest,
): Promise<Outcome<MakeFile>> {
  const answer = await useCases.readOutcomes(
    { release: releaseNumber(release), asOf: null },
    request.question,
  );
  if (!answer.ok) return refused(...answer.problems.map(inAddress));
  const { value } = answer;
  const columns = chosenMeasures(request.choice).length + chosenMetrics(request.choice).length;
  if (value.rows.length * columns > MOST_FIGURES) return refused(tooMany(value.rows.length, columns));
  return accepted(() => releasedOutcomeFile(extension, value, release, request));
}

function tooMany(rows: number, columns: number) {
  return problem(
    "TOO_MANY_ROWS",
    "query",
    `${String(rows)} rows with ${String(columns)} counts and rates are more than the ${String(MOST_FIGURES)} figures that one file of a release holds.`,
    'Name the counts and rates that you need ("counts=ENCOUNTERS&rates="), or ask for fewer rows; cells.csv has all that is published.',
  );
}
