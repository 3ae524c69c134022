// GET door for programs that keep a copy: the figures of record that changed since they looked last.

import type { FastifyReply, FastifyRequest } from "fastify";
import { CHANGE_PARAMETERS, parseChangeAddress } from "../exports/change-address.js";
import { CHANGE_COLUMNS } from "../exports/change-columns.js";
import { FORMATS } from "../exports/formats.js";
import { inAddress } from "../exports/outcome-address.js";
import { problemsOf } from "../domain/problem.js";
import type { UseCases } from "../usecases/use-cases.js";
import { extensionOf } from "./extension.js";
import { readQuery } from "./query.js";
import { refuseAll, refuseAsked } from "./refusals.js";
import { sendFile, type FileDoor } from "./send-file.js";

export interface ChangeRoutes extends FileDoor {
  readonly useCases: Pick<UseCases, "readFigureChanges">;
}

export async function sendChanges(
  { useCases, staffOf, longestSilenceMs }: ChangeRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = await staffOf(request, reply);
  if (viewer === null) return reply;
  const extension = extensionOf(request, ["csv", "jsonl"]);
  const query = readQuery(request, CHANGE_PARAMETERS);
  const asked = parseChangeAddress(query.values);
  const problems = [...query.problems, ...problemsOf(extension), ...problemsOf(asked)];
  if (problems.length > 0 || !extension.ok || !asked.ok) return refuseAll(reply, 400, problems);
  const found = await useCases.readFigureChanges(viewer, asked.value);
  if (!found.ok) return refuseAsked(reply, found.problems.map(inAddress));
  const { state, nextSince, changes } = found.value;
  const { mediaType, write } = FORMATS[extension.value];
  const since = asked.value.since.toISOString().replace(/:/g, "-");
  const name = `figure-changes-${state.code}-since-${since}.${extension.value}`;
  void reply.header("next-since", nextSince.toISOString());
  return sendFile(reply, { name, mediaType, chunks: write(CHANGE_COLUMNS, changes, {}) }, longestSilenceMs);
}
