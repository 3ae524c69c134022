// Asks once, for what was answered and how soon; the load generator asks many times, for what it costs.

import type { Contestant, Request } from "./contestants.js";
import type { Asked } from "./questions.js";

/** @throws Error when the answer is no answer */
export async function askOnce(contestant: Contestant, asked: Asked, path: string): Promise<string | null> {
  const { server } = contestant;
  const request = contestant.request(asked, path);
  if (server === null || request === null) return null;
  const response = await fetch(server.address + request.path, {
    method: "POST",
    headers: { "content-type": "application/json", ...request.headers },
    body: request.body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${contestant.name}: ${response.status} ${text.slice(0, 500)}`);
  return text;
}

/** The request as it goes over the wire. */
export function asHttp(address: string, { path, headers, body }: Request): string {
  const lines = {
    host: new URL(address).host,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${head.join("")}\r\n${body}`;
}
