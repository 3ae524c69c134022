// HEAD wherever GET is, with the same headers, and nothing made that nobody reads.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startApp, demonstrationTokens, type TestApp } from "../testkit/app.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

/** Of one answer, or of how its bytes travel. */
const OWN: ReadonlySet<string> = new Set([
  "x-request-id",
  "date",
  "server-timing",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "ratelimit",
  "content-security-policy",
]);

async function answer(method: "GET" | "HEAD", path: string, more: Record<string, string>) {
  const { analyst } = demonstrationTokens();
  const response = await fetch(`${app.url}${path}`, {
    method,
    redirect: "manual",
    headers: { authorization: `Bearer ${analyst}`, "apollo-require-preflight": "true", ...more },
  });
  const body = await response.text();
  const headers = [...response.headers].filter(([name]) => !OWN.has(name)).sort();
  return { status: response.status, headers, body };
}

describe("HEAD", () => {
  it("is in the table of routes wherever GET is", () => {
    const routes = [...app.routes.matchAll(/ (\S+) \(([A-Z, ]+)\)/g)].map(([, path = "", methods = ""]) => ({
      path,
      methods: methods.split(", "),
    }));
    const gets = routes.filter(({ methods }) => methods.includes("GET"));
    expect(gets.length).toBeGreaterThan(30);
    expect(gets.filter(({ methods }) => !methods.includes("HEAD"))).toEqual([]);
  });

  const QUESTION = "state=MO&from=2026-01&until=2026-03&by=COUNTY";
  it.each([
    `/outcomes.csv?${QUESTION}`,
    `/outcomes.jsonl?${QUESTION}`,
    `/outcomes.parquet?${QUESTION}`,
    "/outcomes.csv?state=XX",
    "/outcomes.pdf",
    "/outcomes/changes.csv?state=MO&since=2026-01-01T00:00:00Z",
    "/outcomes/changes.jsonl?state=MO&since=2026-01-01T00:00:00Z",
    "/outcomes/dictionary.csv",
    "/outcomes/dictionary.json",
    "/release-drafts/none/proof.json",
    "/reports/template.csv?state=MO&chapter=saints-avenue&from=2026-01&until=2026-02",
    "/graphql?query=%7Bstates%7Bcode%7D%7D",
    "/graphql?query=%7Bnothing%7D",
    "/data.json",
    "/corrections.atom",
    "/releases/latest/outcomes.csv?state=MO",
    "/healthz",
    "/readyz",
    "/",
    "/mo",
    "/staff",
    "/graphiql",
    "/definitions",
    "/not-here",
  ])("answers as GET does: %s", async (path) => {
    for (const encoding of ["identity", "gzip"]) {
      const more = { "accept-encoding": encoding };
      const got = await answer("GET", path, more);
      const asked = await answer("HEAD", path, more);
      expect({ status: asked.status, headers: asked.headers }).toEqual({
        status: got.status,
        headers: got.headers,
      });
      expect(asked.body).toBe("");
    }
  });

  it("leads a browser from the API to its explorer, as GET does", async () => {
    const asked = await answer("HEAD", "/graphql", { accept: "text/html" });
    expect([asked.status, asked.headers.find(([name]) => name === "location")?.[1]]).toEqual([
      302,
      "/graphiql",
    ]);
  });
});
