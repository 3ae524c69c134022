// Two worlds share what is published and nothing else. Whoever asks without a token cannot tell in which of them they are: not by
// the bytes of an answer, its status or headers, nor by how much work it made.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { PublishedFigure } from "../domain/release/published-release.js";
import { buildPublicSchema, buildStaffSchema } from "../graphql/schemas.js";
import type { Platform } from "../platform.js";
import { startApp, startBeside, testNow, type TestApp } from "../testkit/app.js";
import { correctLate } from "../testkit/late-correction.js";
import {
  PUBLIC_CHOICES,
  randomOperation,
  type Operation,
  type Schemas,
} from "../testkit/public-operations.js";
import { publish, withdraw } from "../testkit/publish.js";
import { argumentsOf } from "../testkit/random-documents.js";
import { keepFew } from "../testkit/small-missouri.js";
import { copyPublished, everythingPublished, scramble } from "../testkit/two-worlds.js";

/** `TWO_WORLDS=10000 npm test -- two-worlds` sends as many. */
const MANY = Number(process.env["TWO_WORLDS"] ?? 300);

let one: TestApp;
let other: TestApp;
let schemas: Schemas;
let now = testNow();
beforeAll(async () => {
  schemas = { public: await buildPublicSchema(), staff: await buildStaffSchema() };
  one = await startApp("demonstration", undefined, { clock: () => now });
  await keepFew(one.database, "2026-01");
  await publish(one, "2026-07");
  now = new Date("2026-12-20T12:00:00Z");
  await correctLate(one);
  await publish(one, "2026-08");
  await withdraw(one, 1, "A chapter sent another year.");
  other = await startApp("demonstration", undefined, { clock: () => now });
  await keepFew(other.database, "2026-01");
  await copyPublished(one.database, other.database);
  await scramble(other.database);
}, 300_000);
afterAll(async () => {
  await one.close();
  await other.close();
});

/**
 * Headers that say nothing of an answer: its instant, its number, how long it took, and what keeps a connection open. How many
 * statements an answer cost is compared; how many milliseconds cannot be.
 */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "date",
  "x-request-id",
  "server-timing",
  "ratelimit",
  "keep-alive",
  "connection",
]);

interface Received {
  readonly status: number;
  readonly headers: readonly (readonly string[])[];
  readonly body: string;
  readonly requestId: string;
}

async function send(url: string, { method, path, headers, body }: Operation): Promise<Received> {
  const response = await fetch(`${url}${path}`, { method, headers, body, redirect: "manual" });
  const requestId = response.headers.get("x-request-id") ?? "";
  // A refusal names the request, and another number may be packed into another length.
  const isPacked = response.headers.has("content-encoding");
  return {
    status: response.status,
    headers: [...response.headers].filter(
      ([name]) => !OWN_HEADERS.has(name) && !(isPacked && name === "content-length"),
    ),
    body: Buffer.from(await response.arrayBuffer())
      .toString("latin1")
      .replaceAll(requestId || "\0", "REQUEST"),
    requestId,
  };
}

const work = async (app: TestApp, { requestId }: Received) =>
  requestId === "" ? 0 : await app.costOf(requestId);

describe("two worlds", () => {
  it("publish the same, and have nothing else in common", async () => {
    expect(await everythingPublished(other.database)).toEqual(await everythingPublished(one.database));
    const [mine, theirs] = [await one.database.fingerprint(), await other.database.fingerprint()];
    for (const table of ["release", "release_cell", "report_revision", "audit_entry"])
      expect([table, mine[table] === theirs[table]]).toEqual([table, false]);
    const live = `{ liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-07" }) { total { encounters { value } } } }`;
    expect((await other.ask("analyst", live)).text).not.toBe((await one.ask("analyst", live)).text);
  });

  it("are asked with every argument that a public query can have", () => {
    expect(argumentsOf(schemas.public).filter((key) => !(key in PUBLIC_CHOICES))).toEqual([]);
  });

  it("answer anybody byte for byte alike, and with as much work", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (any) => {
        const operation = randomOperation(schemas, (many) => any(fc.nat, { max: many - 1 }));
        const [mine, theirs] = await Promise.all([send(one.url, operation), send(other.url, operation)]);
        const told = ({ status, headers, body }: Received) => ({ operation, status, headers, body });
        expect(told(theirs)).toEqual(told(mine));
        expect({ operation, statements: await work(other, theirs) }).toEqual({
          operation,
          statements: await work(one, mine),
        });
        const outcome =
          mine.status >= 400 ? String(mine.status) : mine.body.includes('"errors"') ? "refused" : "answered";
        const kind = `${operation.kind}: ${outcome}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { numRuns: MANY, seed: 20, endOnFailure: true },
    );
    if (MANY > 300)
      console.log(
        [...seen]
          .sort()
          .map(([kind, many]) => `${kind} ${String(many)}`)
          .join("\n"),
      );
    for (const kind of [
      "query: answered",
      "query: refused",
      "staff query: 401",
      "file: answered",
      "file: 400",
      "file: 404",
      "file: 410",
      "page: answered",
      "page: 400",
      "door: answered",
    ])
      expect([kind, (seen.get(kind) ?? 0) > 0]).toEqual([kind, true]);
  }, 3_600_000);

  it("would be told apart by a single private number that leaks", async () => {
    const path = "/releases/MO-2/cells.csv";
    const file: Operation = { kind: "file", method: "GET", path, headers: {}, body: null };
    const leaked = await Promise.all([one, other].map((app) => fetchFrom(app, file)));
    expect(leaked[0]?.body === leaked[1]?.body).toBe(false);
    expect((await send(one.url, file)).body).toBe((await send(other.url, file)).body);
  });

  async function fetchFrom(app: TestApp, operation: Operation): Promise<Received> {
    const [row] = await app.database.query<{ secret: number }>(
      `SELECT sum(("values"->>'ENCOUNTERS')::int)::int AS secret FROM report_revision`,
    );
    const server = await startBeside(app, leaking(row?.secret ?? 0));
    try {
      return await send(server.url, operation);
    } finally {
      await server.close();
    }
  }
});

/** A reader that puts a private number into the first bounds that it meets. */
function leaking(secret: number): (platform: Platform) => Platform {
  return (platform) => {
    const { readContents } = platform.publicUseCases;
    const leak: Platform["publicUseCases"]["readContents"] = async (release) => {
      const contents = await readContents(release);
      const withheld = [...contents.figures.values()].find(({ status }) => status === "WITHHELD");
      const told = (figure: PublishedFigure) =>
        figure === withheld ? { ...figure, bounds: { lower: 1, upper: secret } } : figure;
      return {
        ...contents,
        figures: new Map([...contents.figures].map(([id, figure]) => [id, told(figure)])),
      };
    };
    return { ...platform, publicUseCases: { ...platform.publicUseCases, readContents: leak } };
  };
}
