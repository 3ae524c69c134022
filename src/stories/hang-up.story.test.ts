// Clients that hang up, at every moment of a request: the log tells it in passing, and nothing looks like a fault of ours.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { demonstrationTokens, startApp, type TestApp } from "../testkit/app.js";

let app: TestApp;
/** Resolved to let questions go on that wait for it. */
let goOn: () => void = () => undefined;
beforeAll(async () => {
  app = await startApp("demonstration", (platform) => ({
    ...platform,
    useCases: {
      ...platform.useCases,
      readLiveOutcomes: async (...asked) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        return platform.useCases.readLiveOutcomes(...asked);
      },
    },
  }));
});
afterAll(() => app.close());

/** Sends a text as it is, and hangs up: at once, or when the answer has begun. */
async function hangUp(text: string, when: "AT_ONCE" | "WHEN_ANSWERED", waitMs: number): Promise<void> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.write(text);
  if (when === "WHEN_ANSWERED") {
    // The rest is not read, so that the server still has some to write.
    const begun = new Promise((resolve) => socket.once("data", () => resolve(socket.pause())));
    const asking = setInterval(() => {
      goOn();
    }, 20);
    await begun;
    clearInterval(asking);
    await pause(waitMs);
  } else await pause(waitMs);
  socket.resetAndDestroy();
  await pause(100);
  goOn();
}

const get = (path: string, more = "") =>
  `GET ${path} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer ${demonstrationTokens().analyst}\r\n${more}\r\n`;

/** The head of a request with more body to come than will. */
const post = (path: string, type: string, token: string, begin: string, length = 50_000) =>
  `POST ${path} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${type}\r\nContent-Length: ${String(length)}\r\n\r\n${begin}`;

const YEARS = "state=MO&from=2024-01&until=2026-11&by=COUNTY&grain=MONTH";
const QUERY = JSON.stringify({
  query: '{ liveOutcomes(question: { state: "MO", from: "2026-09", until: "2026-10" }) { asOf } }',
});

const isNoted = (since: number) => app.log.slice(since).some(({ msg }) => msg === "the client hung up");

describe("a client that hangs up", () => {
  it.each([
    ["before a file begins", () => get(`/outcomes.csv?${YEARS}`), "AT_ONCE"],
    [
      "before a packed file begins",
      () => get(`/outcomes.csv?${YEARS}`, "Accept-Encoding: gzip\r\n"),
      "AT_ONCE",
    ],
    ["before a Parquet file begins", () => get(`/outcomes.parquet?${YEARS}`), "AT_ONCE"],
    ["in the middle of a file", () => get(`/outcomes.csv?${YEARS}`), "WHEN_ANSWERED"],
    [
      "in the middle of a packed file",
      () => get(`/outcomes.jsonl?${YEARS}`, "Accept-Encoding: gzip\r\n"),
      "WHEN_ANSWERED",
    ],
    [
      "before its query is answered",
      () => post("/graphql", "application/json", demonstrationTokens().analyst, QUERY, QUERY.length),
      "AT_ONCE",
    ],
    [
      "in the middle of its query",
      () => post("/graphql", "application/json", demonstrationTokens().analyst, '{"query'),
      "AT_ONCE",
    ],
    [
      "in the middle of an upload",
      () =>
        post(
          "/reports/import?state=MO&chapter=saints-avenue&dryRun=true",
          "text/csv",
          demonstrationTokens().coordinator,
          "a,b",
        ),
      "AT_ONCE",
    ],
    [
      "while it signs in",
      () => post("/auth/sign-in", "application/json", demonstrationTokens().analyst, '{"email'),
      "AT_ONCE",
    ],
  ] as const)("%s leaves no error in the log", async (_when, request, when) => {
    const before = app.log.length;
    // On a busy machine the server may not have read a word before the client is gone: then it waits longer.
    for (let tries = 0; tries < 10 && !isNoted(before); tries++) {
      await hangUp(request(), when, 100 * (tries + 1));
      await pause(300);
    }
    const lines = app.log.slice(before);
    expect(isNoted(before)).toBe(true);
    expect(lines.filter(({ level }) => level > 30)).toEqual([]);
  });
});

describe("what breaks on our side", () => {
  it("is an error in the log although nobody hung up", async () => {
    const failing = await startApp("reference", (platform) => ({
      ...platform,
      publicUseCases: {
        ...platform.publicUseCases,
        listStanding: () =>
          Promise.reject(Object.assign(new Error("the line broke"), { code: "ECONNRESET" })),
      },
    }));
    await fetch(`${failing.url}/data.json`);
    expect(failing.log.some(({ level, msg }) => level === 50 && msg === "request failed")).toBe(true);
    await failing.close();
  });
});
