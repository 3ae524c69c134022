// An answer as a file.

import { releaseNumber, type ReleaseHead } from "../domain/release/published-release.js";
import { localDateAt } from "../domain/reporting-month.js";
import type { AskedQuestion } from "../domain/statistics/outcome-question.js";
import type { OutcomeTable } from "../domain/statistics/outcome-table.js";
import { dictionaryJson, dictionaryOf } from "./dictionary.js";
import { collectedBefore } from "./choice.js";
import { FORMATS, type Extension, type OutgoingFile } from "./formats.js";
import { outcomeAddress, type OutcomeRequest } from "./outcome-address.js";
import { outcomeColumns, releasedColumns } from "./outcome-columns.js";
import { outcomeLines, type Answer } from "./outcome-lines.js";

export function outcomeFile(extension: Extension, answer: Answer, request: OutcomeRequest): OutgoingFile {
  const { question, choice } = request;
  const { mediaType, write } = FORMATS[extension];
  const columns = outcomeColumns(choice);
  const readOn = localDateAt(answer.asOf, answer.state.timeZone);
  return {
    name: `${outcomeFileName(question)}-as-of-${readOn}.${extension}`,
    mediaType,
    chunks: write(columns, outcomeLines(answer, choice), {
      question: outcomeAddress(request),
      as_of: answer.asOf.toISOString(),
      notices: JSON.stringify(answer.notices),
      dictionary: dictionaryJson(dictionaryOf("outcomes", columns)),
    }),
  };
}

/** An answer from a release: the same bytes for ever. */
export function releasedOutcomeFile(
  extension: Extension,
  table: OutcomeTable,
  release: ReleaseHead,
  request: OutcomeRequest,
): OutgoingFile {
  const choice = collectedBefore(release.until, request.choice);
  const { mediaType, write } = FORMATS[extension];
  const number = releaseNumber(release);
  const answer: Answer = { ...table, asOf: release.asOf, release: number };
  return {
    name: `${outcomeFileName(request.question)}-release-${number}.${extension}`,
    mediaType,
    chunks: write(releasedColumns(choice), outcomeLines(answer, choice), {
      question: outcomeAddress(request),
      release: number,
      content_sha256: release.contentSha256,
      notices: JSON.stringify(table.notices),
      // Beside it, so that no word mended there changes these bytes.
      dictionary: "dictionary.json",
    }),
  };
}

/** Says what is in the file, in letters that every file system and header takes; without an ending. */
export function outcomeFileName(question: AskedQuestion): string {
  const { state, from, until, by, grain, rollingMonths, toDate } = question;
  const { counties, chapters, regions, exceptCounties } = question;
  return [
    `outcomes-${state}-${from}-until-${until}`,
    ...named(chapters, "chapters"),
    ...named(counties, "counties"),
    ...named(regions, "regions"),
    ...(exceptCounties === null ? [] : ["without", ...named(exceptCounties, "counties")]),
    ...(by.length === 0 ? [] : ["by", ...by.map((dimension) => dimension.toLowerCase())]),
    ...(grain === "WHOLE" ? [] : [`a-${grain.toLowerCase()}`]),
    ...(rollingMonths === null ? [] : [`rolling-${String(rollingMonths)}-months`]),
    ...(toDate === null ? [] : [`${toDate.toLowerCase()}-to-date`]),
  ]
    .join("-")
    .replace(/[^\w.]+|_/g, "-");
}

/** The only one by its name, several by their number. */
function named(list: readonly string[] | null, plural: string): readonly string[] {
  if (list === null) return [];
  return list.length === 1 ? list : [`${String(list.length)}-${plural}`];
}
