// A file that is made while it is sent: at the pace of its reader, and no further when the reader is gone.

import type { FastifyReply, FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import type { Viewer } from "../domain/access/viewer.js";
import type { Chunks, OutgoingFile } from "../exports/formats.js";

/** What every door that gives files needs. */
export interface FileDoor {
  /** Who is signed in; null: nobody, and the reply has said so. */
  readonly staffOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Viewer | null>;
  /** Milliseconds after which a reader who takes nothing is given up. */
  readonly longestSilenceMs: number;
}

/** Bytes made ahead of the reader. */
const AHEAD = 64 * 1024;

/** Figures change, and are not for everybody. No ETag: there is nothing that may be kept and compared. */
export function sendFile(
  reply: FastifyReply,
  { name, mediaType, chunks }: OutgoingFile,
  longestSilenceMs: number,
): FastifyReply {
  void reply
    .type(mediaType)
    .header("cache-control", "no-store, private")
    .header("content-disposition", `attachment; filename="${name}"`);
  return stream(reply, chunks, longestSilenceMs);
}

/** @param longestSilenceMs who takes nothing for so long is given up */
export function stream(reply: FastifyReply, chunks: Chunks, longestSilenceMs: number): FastifyReply {
  reply.raw.setTimeout(longestSilenceMs, () => reply.raw.destroy());
  // Who asks for the headers alone gets those of the stream, packing included, without a byte of it being made.
  const read = reply.request.method === "HEAD" ? [] : chunks;
  return reply.send(Readable.from(read, { objectMode: false, highWaterMark: AHEAD }));
}
