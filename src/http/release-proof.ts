// GET door to the proof of a release, for its builders only: every true count stands in it.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Problem } from "../domain/problem.js";
import type { Chunks } from "../exports/formats.js";
import { releaseDraftNumber } from "../graphql/staff/releases/release-draft-id.js";
import type { UseCases } from "../usecases/use-cases.js";
import { readQuery } from "./query.js";
import { refuseAll } from "./refusals.js";
import { sendFile, type FileDoor } from "./send-file.js";

export interface ReleaseProofRoute extends FileDoor {
  readonly useCases: Pick<UseCases, "releases">;
}

export function addReleaseProof(app: FastifyInstance, route: ReleaseProofRoute): void {
  app.get("/release-drafts/:id/proof.json", (request, reply) => sendProof(route, request, reply));
}

async function sendProof(
  { useCases, staffOf, longestSilenceMs }: ReleaseProofRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = await staffOf(request, reply);
  if (viewer === null) return reply;
  void reply.header("cache-control", "no-store, private");
  const query = readQuery(request, []);
  if (query.problems.length > 0) return refuseAll(reply, 400, query.problems);
  const { id } = request.params as { readonly id: string };
  const proof = await useCases.releases.proof(viewer, releaseDraftNumber(id));
  if (!proof.ok) return refuseProof(reply, proof.problems);
  const chunks = unpacked(proof.value);
  const file = { name: "proof.json", mediaType: "application/json; charset=utf-8", chunks };
  return sendFile(reply, file, longestSilenceMs);
}

async function* unpacked(packed: Uint8Array): Chunks {
  yield* Readable.from([packed]).pipe(createGunzip()) as AsyncIterable<Uint8Array>;
}

function refuseProof(reply: FastifyReply, problems: readonly Problem[]): FastifyReply {
  const isThere = problems.every(({ code }) => code !== "NOT_FOUND");
  return refuseAll(
    reply,
    isThere ? 400 : 404,
    problems.map((found) => ({ ...found, path: "url" })),
  );
}
