// The least HTTP server that Node has to offer, for the floors. Prints where it answers.

import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Body = string | Buffer | undefined;

/** @param answer undefined: there is nothing at that path @param body what was sent */
export function serve(answer: (path: string, body: string) => Body | Promise<Body>): void {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const found = answer(request.url ?? "", Buffer.concat(pieces).toString());
      if (found instanceof Promise) {
        found.then(
          (body) => send(response, body),
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
      } else send(response, found);
    });
  });
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1", () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}

function send(response: ServerResponse, body: Body): void {
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  response
    .writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
    })
    .end(body);
}
