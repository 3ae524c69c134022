// A file whose bytes never change. Its ETag is the hash of its bytes, so that it is made once to be hashed and again to be sent,
// each time a piece at a time: what is remembered of it is its hash.

import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { OutgoingFile } from "../exports/formats.js";
import { stream } from "./send-file.js";

export interface Digest {
  /** In lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Makes a file anew each time it is called: the same bytes. */
export type MakeFile = () => OutgoingFile | Promise<OutgoingFile>;

/** Hashes of files by their name. Whoever asks for one that is being hashed waits for the same hash. */
export class Digests {
  private readonly known = new Map<string, Promise<Digest>>();

  /** @param most hashes that are kept; the oldest is forgotten first */
  constructor(private readonly most = 5_000) {}

  /** @param name of the one file, such as its address */
  of(name: string, make: MakeFile): Promise<Digest> {
    const found = this.known.get(name);
    if (found !== undefined) return found;
    const digest = digestOf(make);
    this.known.set(name, digest);
    digest.catch(() => this.known.delete(name));
    const [oldest] = this.known.keys();
    if (this.known.size > this.most && oldest !== undefined) this.known.delete(oldest);
    return digest;
  }
}

async function digestOf(make: MakeFile): Promise<Digest> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of (await make()).chunks) {
    hash.update(chunk);
    bytes += Buffer.byteLength(chunk);
  }
  return { sha256: hash.digest("hex"), bytes };
}

/**
 * Browsers never ask again. What stands between keeps it for ten minutes only and then asks, so that a release that is withdrawn
 * is soon shown nowhere.
 */
const FOR_EVER = "public, max-age=31536000, s-maxage=600, immutable";

export async function sendLasting(
  request: FastifyRequest,
  reply: FastifyReply,
  { sha256, bytes }: Digest,
  make: MakeFile,
  longestSilenceMs: number,
): Promise<FastifyReply> {
  const tag = `"${sha256}"`;
  void reply.header("cache-control", FOR_EVER).header("etag", tag).header("vary", "accept-encoding");
  if (isKnown(request.headers["if-none-match"], sha256)) return reply.code(304).send();
  const file = await make();
  void reply
    .type(file.mediaType)
    .header("content-disposition", `inline; filename="${file.name}"`)
    .header("content-length", bytes);
  return request.method === "HEAD" ? reply.send() : stream(reply, file.chunks, longestSilenceMs);
}

/** Whether the reader has it already, packed or not. */
function isKnown(header: string | undefined, sha256: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  return header
    .split(",")
    .some((one) => /^(?:W\/)?"([0-9a-f]{64})(?:-[a-z]+)?"$/.exec(one.trim())?.[1] === sha256);
}

/** Packed bytes are other bytes: routes added after this tag them apart. Compression must be registered before. */
export function tagPackedBytes(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    const tagPacked = (
      _request: FastifyRequest,
      reply: FastifyReply,
      _payload: unknown,
      done: (error?: Error) => void,
    ) => {
      const [encoding, tag] = [reply.getHeader("content-encoding"), reply.getHeader("etag")];
      if (typeof encoding === "string" && typeof tag === "string")
        void reply.header("etag", tag.replace(/"$/, `-${encoding}"`));
      done();
    };
    route.onSend = [route.onSend ?? [], tagPacked].flat();
  });
}
