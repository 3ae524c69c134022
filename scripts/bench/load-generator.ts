// A process of its own that asks over kept-alive connections as fast as it is answered. Speaks just enough HTTP over bare
// sockets to cost little beside what it measures.

import { connect, type Socket } from "node:net";

export interface Load {
  readonly port: number;
  /** Whole HTTP requests, sent in turn. */
  readonly requests: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly answers: number;
  /** Answers whose status was not 200. */
  readonly refusals: number;
  /** Until the last answer was there. */
  readonly seconds: number;
}

const END_OF_CHUNKS = "0\r\n\r\n";

/** One answer as it comes in. */
class Answer {
  private head: Buffer = Buffer.alloc(0);
  /** Bytes to come; null until the head is whole; infinite for an answer in chunks. */
  private missing: number | null = null;
  private tail = "";
  isGood = false;

  /** Answers whether it is whole. */
  add(bytes: Buffer): boolean {
    if (this.missing === null) {
      this.head = this.head.length === 0 ? bytes : Buffer.concat([this.head, bytes]);
      const end = this.head.indexOf("\r\n\r\n");
      if (end < 0) return false;
      const text = this.head.toString("latin1", 0, end);
      this.isGood = text.startsWith("HTTP/1.1 200");
      const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text) ?? [];
      this.missing = length === undefined ? Infinity : Number(length);
      return this.take(this.head.subarray(end + 4));
    }
    return this.take(bytes);
  }

  private take(body: Buffer): boolean {
    this.missing = (this.missing ?? 0) - body.length;
    if (Number.isFinite(this.missing)) return this.missing <= 0;
    this.tail = (this.tail + body.toString("latin1", Math.max(0, body.length - END_OF_CHUNKS.length))).slice(
      -END_OF_CHUNKS.length,
    );
    return this.tail === END_OF_CHUNKS;
  }
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return socket;
}

async function generate({ port, requests, connections, seconds }: Load): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  let sent = 0;
  let answers = 0;
  let refusals = 0;
  const work = (socket: Socket) =>
    new Promise<void>((resolve, reject) => {
      let answer = new Answer();
      const ask = () => {
        if (performance.now() >= until) {
          resolve();
          return;
        }
        answer = new Answer();
        socket.write(requests[sent++ % requests.length] ?? "", "latin1");
      };
      socket.on("error", reject).on("close", () => reject(new Error("The server hung up.")));
      socket.on("data", (bytes) => {
        if (!answer.add(bytes)) return;
        answers++;
        if (!answer.isGood) refusals++;
        ask();
      });
      ask();
    });
  await Promise.all(sockets.map(work));
  const took = (performance.now() - begun) / 1_000;
  for (const socket of sockets) socket.removeAllListeners("close").destroy();
  return { answers, refusals, seconds: took };
}

process.on("message", (load: Load) => {
  generate(load).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once("disconnect", () => process.exit());
