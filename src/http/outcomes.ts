// GET doors for analysts: an answer as a file, and the dictionary of its columns. Answered by the same use case as every
// other question.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problemsOf } from "../domain/problem.js";
import { CHANGE_COLUMNS } from "../exports/change-columns.js";
import { DICTIONARY_COLUMNS, dictionaryJson, dictionaryOf } from "../exports/dictionary.js";
import { FORMATS } from "../exports/formats.js";
import {
  CHOICE_PARAMETERS,
  inAddress,
  OUTCOME_PARAMETERS,
  parseChoice,
  parseOutcomeAddress,
} from "../exports/outcome-address.js";
import { outcomeColumns } from "../exports/outcome-columns.js";
import { outcomeFile } from "../exports/outcome-file.js";
import type { UseCases } from "../usecases/use-cases.js";
import { extensionOf } from "./extension.js";
import { readQuery } from "./query.js";
import { sendChanges, type ChangeRoutes } from "./outcome-changes.js";
import { refuseAll, refuseAsked } from "./refusals.js";
import { sendFile, type FileDoor } from "./send-file.js";

export interface OutcomeRoutes extends ChangeRoutes {
  readonly useCases: Pick<UseCases, "readLiveOutcomes" | "readFigureChanges">;
}

/** The texts are worth packing on the way; Parquet is packed already. */
const compress = { customTypes: /^(?:text\/csv|application\/jsonl?)\b/ };

const options = { compress, config: { isCostTold: true } };

export function addOutcomeRoutes(app: FastifyInstance, routes: OutcomeRoutes): void {
  app.get("/outcomes.:extension", options, (request, reply) => sendOutcomes(routes, request, reply));
  app.get("/outcomes/dictionary.:extension", options, (request, reply) =>
    sendDictionary(routes, request, reply),
  );
  app.get("/outcomes/changes.:extension", options, (request, reply) => sendChanges(routes, request, reply));
}

async function sendOutcomes(
  { useCases, staffOf, longestSilenceMs }: OutcomeRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = await staffOf(request, reply);
  if (viewer === null) return reply;
  const extension = extensionOf(request, ["csv", "jsonl", "parquet"]);
  const query = readQuery(request, OUTCOME_PARAMETERS);
  const asked = parseOutcomeAddress(query.values);
  const problems = [...query.problems, ...problemsOf(extension), ...problemsOf(asked)];
  if (problems.length > 0 || !extension.ok || !asked.ok) return refuseAll(reply, 400, problems);
  const answer = await useCases.readLiveOutcomes(viewer, asked.value.question, asked.value.asOf);
  if (!answer.ok) return refuseAsked(reply, answer.problems.map(inAddress));
  return sendFile(reply, outcomeFile(extension.value, answer.value, asked.value), longestSilenceMs);
}

async function sendDictionary(
  { staffOf, longestSilenceMs }: FileDoor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if ((await staffOf(request, reply)) === null) return reply;
  const extension = extensionOf(request, ["csv", "json"]);
  const query = readQuery(request, CHOICE_PARAMETERS);
  const choice = parseChoice(query.values);
  const problems = [...query.problems, ...problemsOf(extension), ...problemsOf(choice)];
  if (problems.length > 0 || !extension.ok || !choice.ok) return refuseAll(reply, 400, problems);
  const entries = [
    ...dictionaryOf("outcomes", outcomeColumns(choice.value)),
    ...dictionaryOf("changes", CHANGE_COLUMNS),
  ];
  if (extension.value === "json")
    return reply
      .type("application/json; charset=utf-8")
      .header("cache-control", "no-store, private")
      .send(dictionaryJson(entries));
  const { mediaType, write } = FORMATS.csv;
  const chunks = write(DICTIONARY_COLUMNS, entries, {});
  return sendFile(reply, { name: "outcomes-dictionary.csv", mediaType, chunks }, longestSilenceMs);
}
