// What stands around the API: health, headers, addresses, caching, the log.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { demonstrationTokens, startApp, type TestApp } from "../testkit/app.js";
import { fromSetup } from "../testkit/database.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(app.url + path, { headers, redirect: "manual" });
}

const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

describe("health", () => {
  it("/healthz says that the process lives, /readyz that the database answers", async () => {
    for (const [path, status] of [
      ["/healthz", "ok"],
      ["/readyz", "ready"],
    ] as const) {
      const answer = await get(path);
      expect([answer.status, await answer.json()]).toEqual([200, { status }]);
    }
  });

  it("/readyz is 503 with a reason while the database is away, and 200 when it is back", async () => {
    const name = new URL(app.database.url).pathname.slice(1);
    const server = new pg.Client({ connectionString: fromSetup("TEST_SERVER_URL") });
    await server.connect();
    try {
      await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
      await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
      const away = await get("/readyz");
      expect([away.status, await away.json()]).toEqual([
        503,
        { status: "unavailable", reason: "The database does not answer." },
      ]);
      expect((await get("/healthz")).status).toBe(200);
    } finally {
      await server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
      await server.end();
    }
    expect((await get("/readyz")).status).toBe(200);
  });
});

describe("headers", () => {
  it.each(["/healthz", "/graphiql", "/nowhere", "/graphql"])(
    "of %s hold the browser to this origin",
    async (path) => {
      const { headers } = await get(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy.split(";").map((directive) => directive.trim())).toEqual(
        expect.arrayContaining([
          "default-src 'self'",
          "script-src 'self'",
          "connect-src 'self'",
          "object-src 'none'",
          "base-uri 'self'",
        ]),
      );
      expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
      expect(/script-src[^;]*unsafe-inline/.exec(policy)).toBeNull();
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("server")).toBeNull();
      // What anybody may ask, the page of any site may ask; with credentials nobody from elsewhere.
      expect(headers.get("access-control-allow-origin")).toBe(path === "/graphql" ? "*" : null);
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it("let nobody keep a figure in a cache", async () => {
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ states { code } }" }),
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

describe("addresses", () => {
  it("/graphql leads a browser to the explorer", async () => {
    const answer = await get("/graphql", BROWSER);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/graphiql"]);
  });

  it("/graphql with a query in it is no visit: it is refused as a possible forgery", async () => {
    expect((await get("/graphql?query={states{code}}", BROWSER)).status).toBe(400);
    const meant = await get("/graphql?query={states{code}}", { "apollo-require-preflight": "yes" });
    expect(await meant.json()).toEqual({ data: { states: [{ code: "MO" }, { code: "WA" }] } });
  });

  it("/graphiql is a page that is asked for anew each time; what it loads is kept for ever", async () => {
    const page = await get("/graphiql");
    expect([page.status, page.headers.get("content-type"), page.headers.get("cache-control")]).toEqual([
      200,
      "text/html; charset=utf-8",
      "public, max-age=0",
    ]);
    const assets = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? "");
    expect(assets.length).toBeGreaterThanOrEqual(2);
    for (const path of assets) {
      expect(path).toMatch(/^\/assets\/[\w.-]+-[\w-]{8}\.\w+$/);
      const asset = await get(path);
      expect([asset.status, asset.headers.get("cache-control")]).toEqual([
        200,
        "public, max-age=31536000, immutable",
      ]);
      await asset.arrayBuffer();
    }
  });

  it.each([
    "/nowhere",
    "/assets/nothing-12345678.js",
    "/assets/",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/assets/..%2f..%2f..%2fpackage.json",
    "/graphiql/../../package.json",
    "/.env",
    "/index.html",
  ])("%s is nothing, said in the form of the house", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining("The API is POST /graphql, its explorer GET /graphiql."),
          extensions: { code: "NOT_FOUND", problems: [{ path: "url" }] },
        },
      ],
    });
  });
});

describe("a sender that does not finish", () => {
  it("its headers or its body is sent away after a while, and nobody else notices", async () => {
    const { hostname, port } = new URL(app.url);
    const head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const answers = [`${head}Content-Le`, `${head}Content-Length: 100\r\n\r\n{`].map((beginning) => {
      const socket = connect(Number(port), hostname);
      socket.write(beginning);
      return text(socket);
    });
    expect((await get("/readyz")).status).toBe(200);
    for (const answer of await Promise.all(answers))
      expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
    expect((await get("/readyz")).status).toBe(200);
  });
});

describe("a long answer", () => {
  it("is compressed for those who can take it", async () => {
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-encoding": "gzip" },
      body: JSON.stringify({ query: "{ measures { title description source } }" }),
    });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(await answer.json()).toMatchObject({ data: { measures: expect.any(Array) as unknown } });
  });
});

describe("what an answer cost the database", () => {
  const costOf = async (path: string, init: RequestInit = {}) => {
    const authorization = `Bearer ${demonstrationTokens().analyst}`;
    const answer = await fetch(app.url + path, { ...init, headers: { authorization, "content-type": "application/json" } });
    await answer.text();
    return answer.headers.get("server-timing");
  };
  const post = (query: string) => ({ method: "POST", body: JSON.stringify({ query }) });
  const FIGURES = 'liveOutcomes(question: { state: "MO", from: "2025-11", until: "2026-11" }) { total { encounters { value } } }';

  it("is told with it: finding out who asks, and what is not held in memory", async () => {
    await costOf("/graphql", post(`{ ${FIGURES} }`));
    expect(await costOf("/graphql", post(`{ ${FIGURES} }`))).toMatch(/^db;dur=\d+\.\d;desc="1 SQL statement"$/);
    const explained = FIGURES.replace("{ value }", "{ explain { reports(first: 5) { edges { node { revision } } } } }");
    const [, statements] = /^db;dur=\d+\.\d;desc="(\d+) SQL statements"$/.exec((await costOf("/graphql", post(`{ ${explained} }`))) ?? "") ?? [];
    expect(Number(statements)).toBeGreaterThan(1);
    expect(await costOf("/outcomes.csv?state=MO&from=2025-11&until=2026-11&counts=ENCOUNTERS&rates=")).toMatch(/desc="1 SQL statement"$/);
  });

  it("is told nowhere where it could tell whether an account is there", async () => {
    const signIn = { method: "POST", body: JSON.stringify({ email: "nobody@example.org", password: "none" }) };
    expect(await costOf("/auth/sign-in", signIn)).toBeNull();
    expect(await costOf("/reports/import")).toBeNull();
    expect(await costOf("/healthz")).toBeNull();
  });
}); // prettier-ignore

describe("the log", () => {
  it("has one line a request: what, how it went, how long, and how many statements; never the token", async () => {
    const { requestId } = await app.ask("analyst", "{ viewer { displayName } }");
    const lines = app.log.filter(({ reqId }) => reqId === requestId);
    expect(lines).toMatchObject([
      {
        msg: "answered",
        method: "POST",
        path: "/graphql",
        status: 200,
        sqlStatements: 1,
        milliseconds: expect.any(Number) as unknown,
        sqlMilliseconds: expect.any(Number) as unknown,
      },
    ]);
    expect(JSON.stringify(app.log)).not.toContain(demonstrationTokens().analyst);
  });
});
