// A body that cannot be read is refused with the way out that fits: what was sent, where, and what is read there.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { gzipSync } from "node:zlib";
import { demonstrationTokens, startApp, type GraphqlError, type TestApp } from "../testkit/app.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

async function post(path: string, body: Buffer | string, headers: Readonly<Record<string, string>>) {
  const answer = await fetch(`${app.url}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${demonstrationTokens().coordinator}`,
      "idempotency-key": "x",
      ...headers,
    },
    body,
  });
  const { errors } = (await answer.json()) as { readonly errors: readonly GraphqlError[] };
  const [{ extensions } = { extensions: null }] = errors;
  const [found] = extensions?.problems ?? [];
  return { ...found, status: answer.status, code: extensions?.code };
}

const UPLOAD = "/reports/import?state=MO";
const csv = { "content-type": "text/csv" };
const json = { "content-type": "application/json" };

describe("a body", () => {
  it.each([UPLOAD, "/graphql"])(
    "that is packed as nobody unpacks it here is told so, at %s",
    async (path) => {
      expect(
        await post(path, "x", { ...(path === UPLOAD ? csv : json), "content-encoding": "zstd" }),
      ).toMatchObject({
        status: 415,
        path: "headers.content-encoding",
        message: 'The content encoding "zstd" is not read here.',
        fix: expect.stringContaining("gzip"),
      });
    },
  );

  it.each([UPLOAD, "/graphql"])("that is not what its encoding says is told so, at %s", async (path) => {
    const cut = gzipSync(Buffer.alloc(1_000, "{ states }")).subarray(0, 20);
    for (const body of [cut, "plain text"]) {
      expect(
        await post(path, body, { ...(path === UPLOAD ? csv : json), "content-encoding": "gzip" }),
      ).toMatchObject({
        status: 400,
        path: "body",
        message: expect.stringContaining("cannot be unpacked"),
        fix: expect.stringContaining("without Content-Encoding"),
      });
    }
  });

  it("of a sign-in that is too large is no file", async () => {
    const body = JSON.stringify({ email: "a@b.org", password: "x".repeat(100_001) });
    expect(await post("/auth/sign-in", body, json)).toMatchObject({
      status: 413,
      code: "BODY_TOO_LARGE",
      fix: expect.stringContaining("100 kB"),
    });
  });

  it("that is too large a file is told its size, as the manual says", async () => {
    const large = Buffer.alloc(5 * 1024 * 1024 + 1, "x");
    expect(await post(UPLOAD, large, csv)).toMatchObject({
      status: 413,
      code: "FILE_TOO_LARGE",
      message: "The file is 5.1 MB; at most 5 MB are read.",
      fix: expect.stringContaining("several files"),
    });
    expect(await post(UPLOAD, gzipSync(large), { ...csv, "content-encoding": "gzip" })).toMatchObject({
      status: 413,
      message: "The file is more than 5 MB; at most 5 MB are read.",
    });
  });
});

describe("a day that the calendar does not have", () => {
  const PLACE = 'report: { state: "MO", chapter: "linn", county: "29115", month: "2026-01" }';

  it("is told how days are written, in the text of the query as in a variable", async () => {
    const field = "allowLateReport";
    const inText = await app.ask(
      "reviewer",
      `mutation { ${field}(input: { ${PLACE}, until: "2029-02-30", reason: "x", idempotencyKey: "x" }) { replayed } }`,
    );
    const asVariable = await app.ask(
      "reviewer",
      `mutation ($until: Date!) { ${field}(input: { ${PLACE}, until: $until, reason: "x", idempotencyKey: "x" }) { replayed } }`,
      { until: "2029-02-30" },
    );
    for (const { status, errors } of [inText, asVariable]) {
      expect([status, errors.length]).toEqual([400, 1]);
      expect(errors[0]?.extensions).toMatchObject({
        code: "BAD_USER_INPUT",
        problems: [{ code: "BAD_VALUE", fix: 'Write a day of the calendar like "2026-11-30".' }],
      });
      expect(errors[0]?.extensions.problems?.[0]?.message).toContain("2029-02-30");
    }
  });
});
