// When something breaks inside, the answer gives nothing away but a request id, under which the log says it all.

import { afterEach, describe, expect, it } from "@jest/globals";
import type { Platform } from "../platform.js";
import { openDatabase } from "../store/database.js";
import { demonstrationTokens, startApp, type GraphqlError, type TestApp } from "../testkit/app.js";

const SECRET = "postgres://intercept:hunter2@db.internal:5432/intercept";
const STATEMENT = 'SELECT token_sha256 FROM "api_token" WHERE';

let app: TestApp;
afterEach(() => app.close());

function throwing(fault: Error): (platform: Platform) => Platform {
  return (platform) => ({
    ...platform,
    // A use case of anybody's making may throw anything.
    publicUseCases: { ...platform.publicUseCases, findChapter: () => Promise.reject(fault) },
  });
}

const MASKED = /^Something went wrong on our side\. .*request id: [0-9a-f-]{36}\.$/;

describe("a resolver that throws", () => {
  it.each([
    ["an error", new Error(`connect ECONNREFUSED ${SECRET}: ${STATEMENT} 1`)],
    [
      "an error with properties",
      Object.assign(new Error(STATEMENT), {
        code: "P2010",
        meta: { url: SECRET },
        extensions: { url: SECRET },
      }),
    ],
    ["an error with a cause", new Error(STATEMENT, { cause: new Error(SECRET) })],
  ])("%s is masked, and logged under the id that the answer carries", async (_what, fault) => {
    app = await startApp("reference", throwing(fault));
    const { status, text, data, errors, requestId } = await app.ask(
      "public",
      '{ chapter(state: "MO", slug: "linn") { name } county(fips: "29001") { name } }',
    );
    expect(status).toBe(200);
    // What does not depend on it is answered.
    expect(data).toEqual({ chapter: null, county: { name: "Adair County" } });
    expect(errors).toEqual([
      {
        message: expect.stringMatching(MASKED),
        path: ["chapter"],
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
      },
    ]);
    expect(errors[0]?.message).toContain(requestId);
    for (const secret of ["hunter2", "db.internal", "SELECT", "api_token", "P2010"])
      expect(text).not.toContain(secret);

    const logged = app.log.find(({ reqId, msg }) => reqId === requestId && msg === "a resolver failed");
    expect(logged?.err?.message).toBe(fault.message);
    expect(logged?.err?.stack).toContain("errors-inside.story.test");
  });

  it("something that is no error is masked as well", async () => {
    const text: unknown = `${SECRET} as text`;
    app = await startApp("reference", throwing(text as Error));
    const answer = await app.ask("public", '{ chapter(state: "MO", slug: "linn") { name } }');
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["INTERNAL_SERVER_ERROR"]);
    expect(answer.text).not.toContain("hunter2");
  });
});

/** What the store throws when nothing listens where the database should be. */
async function unreachable(): Promise<Error> {
  const database = openDatabase("postgres://someone:hunter2@127.0.0.1:1/nowhere");
  try {
    await database.prisma.$queryRaw`SELECT 1`;
  } catch (error) {
    return error as Error;
  } finally {
    await database.close();
  }
  throw new Error("Something answered on port 1.");
}

describe("a database that is not there", () => {
  it("is said to be away, with a status that asks to try again, and nothing else", async () => {
    app = await startApp("reference", throwing(await unreachable()));
    const { status, text, errors, requestId } = await app.ask(
      "public",
      '{ chapter(state: "MO", slug: "linn") { name } }',
    );
    expect(status).toBe(503);
    expect(errors).toEqual([
      {
        message: `The database does not answer just now. Try again in a moment; if it stays so, tell the operator this request id: ${requestId}.`,
        path: ["chapter"],
        extensions: { code: "DATABASE_UNAVAILABLE", requestId },
      },
    ]);
    for (const secret of ["hunter2", "nowhere", "SELECT", "P1001"]) expect(text).not.toContain(secret);
  });

  it("is said to be away also to somebody whose token cannot be looked up", async () => {
    const fault = await unreachable();
    app = await startApp("demonstration", (platform) => ({
      ...platform,
      useCases: { ...platform.useCases, identifyViewer: () => Promise.reject(fault) },
    }));
    const { status, errors } = await app.ask("analyst", "{ viewer { displayName } }");
    expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([
      503,
      ["DATABASE_UNAVAILABLE"],
    ]);
  });
});

describe("a broken database", () => {
  it("is masked: the answer names no table, no statement and no library", async () => {
    app = await startApp("demonstration");
    await app.database.query("ALTER VIEW published.county_population RENAME TO hidden_away");
    const { text, errors, data, requestId } = await app.ask(
      "analyst",
      '{ county(fips: "29001") { name population { people } } liveOutcomes(question: { state: "MO", from: "2026-01", until: "2026-02" }) { asOf } }',
    );
    expect(data).toMatchObject({ county: { name: "Adair County", population: null } });
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(["INTERNAL_SERVER_ERROR"]),
    );
    for (const secret of [
      "county_population",
      "hidden_away",
      "prisma",
      "relation",
      "does not exist",
      ".ts",
      "/src/",
    ]) {
      expect(text).not.toContain(secret);
    }
    const logged = app.log.filter(({ reqId, err }) => reqId === requestId && err !== undefined);
    expect(JSON.stringify(logged)).toContain("county_population");
  });

  it("is masked when not even the token can be looked up", async () => {
    app = await startApp("demonstration");
    await app.database.query("ALTER TABLE api_token RENAME TO hidden_away");
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${demonstrationTokens().analyst}`,
      },
      body: JSON.stringify({ query: "{ viewer { displayName } }" }),
    });
    const text = await answer.text();
    const { errors } = JSON.parse(text) as { errors: readonly GraphqlError[] };
    const requestId = answer.headers.get("x-request-id") ?? "";
    expect(answer.status).toBe(500);
    expect(errors).toEqual([
      {
        message: expect.stringMatching(MASKED),
        extensions: { code: "INTERNAL_SERVER_ERROR", requestId },
      },
    ]);
    expect(text).not.toContain("api_token");
    const logged = app.log.find(({ reqId, msg }) => reqId === requestId && msg === "request failed");
    expect(logged?.err?.message).toContain("api_token");
    expect(JSON.stringify(app.log)).not.toContain(demonstrationTokens().analyst);
  });
});
