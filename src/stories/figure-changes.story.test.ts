// A chapter corrects a month, a reviewer accepts it, and a program that keeps a copy of the figures is told what has changed.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import type { Problem } from "../domain/problem.js";
import { CHANGE_COLUMNS } from "../exports/change-columns.js";
import { demonstrationTokens, startApp, testNow, type Asker, type TestApp } from "../testkit/app.js";

type Cells = Readonly<Record<string, unknown>>;

const CHAPTER = "saints-avenue";
const SINCE = testNow().toISOString();

let app: TestApp;
/** The server's own clock, which goes on. */
let now = testNow();
let place: {
  readonly state: string;
  readonly chapter: string;
  readonly county: string;
  readonly month: string;
};
let graduates = 0;
beforeAll(async () => {
  app = await startApp("demonstration", undefined, { clock: () => now });
  now = new Date(testNow().getTime() + 60_000);
  await correct();
  now = new Date(testNow().getTime() + 60 * 60_000);
});
afterAll(() => app.close());

interface Report {
  readonly version: number;
  readonly month: string;
  readonly county: { readonly fips: string };
  readonly latest: {
    readonly values: readonly { readonly measure: string; readonly value: number | null }[];
  };
}

/** Two more dispatchers finished the course than the chapter had said. */
async function correct(): Promise<void> {
  const { data } = await app.ask(
    "coordinator",
    `{ reports(state: "MO", statuses: [ACCEPTED], from: "2026-09", first: 1) { edges { node { version month county { fips } latest { values { measure value } } } } } }`,
  );
  const [edge] = (data?.["reports"] as { readonly edges: readonly { readonly node: Report }[] }).edges;
  const { version, month, county, latest } = edge!.node;
  place = { state: "MO", chapter: CHAPTER, county: county.fips, month };
  const values = latest.values.map((one) => {
    if (one.measure !== "GRADUATES_DISPATCH") return one;
    graduates = (one.value ?? 0) + 2;
    return { ...one, value: graduates };
  });
  await change("coordinator", "submitReport", { version, values, reason: "Two were forgotten.", idempotencyKey: "correct" });
  await change("reviewer", "acceptReport", { version: version + 1, idempotencyKey: "accept" });
} // prettier-ignore

async function change(asker: Asker, mutation: string, input: Cells): Promise<void> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await app.ask(
    asker,
    `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { receipt { version } userErrors { message } } }`,
    { input: { report: place, ...input } },
  );
  expect([errors, data]).toMatchObject([[], { payload: { receipt: { version: expect.any(Number) } } }]);
}

function get(path: string, asker: Asker = "analyst"): Promise<Response> {
  const authorization: Record<string, string> =
    asker === "public" ? {} : { authorization: `Bearer ${demonstrationTokens()[asker]}` };
  return fetch(app.url + path, { headers: authorization });
}

describe("a program that keeps a copy", () => {
  it("is told the one figure that changed, with before and after, in CSV and JSON Lines", async () => {
    const response = await get(`/outcomes/changes.csv?state=MO&since=${SINCE}`);
    const [row, ...more] = parse<Cells>(await response.text(), { columns: true });
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      state: "MO",
      chapter: CHAPTER,
      county_fips: place.county,
      month: place.month,
      measure: "graduates_dispatch",
      before: String(graduates - 2),
      after: String(graduates),
      after_status: "REPORTED",
      after_partial: "FALSE",
      accepted_at: new Date(testNow().getTime() + 60_000).toISOString(),
      is_demonstration: "TRUE",
    });
    expect(Number(row!["revision_after"])).toBe(Number(row!["revision_before"]) + 1);
    const line = JSON.parse(await (await get(`/outcomes/changes.jsonl?state=MO&since=${SINCE}`)).text()) as Cells;
    expect(Object.keys(line)).toEqual(CHANGE_COLUMNS.map(({ name }) => name));
    expect(line).toMatchObject({ measure: "graduates_dispatch", after: graduates, after_partial: false, is_demonstration: true });
  }); // prettier-ignore

  it("gets a file that is named after what is in it, kept by nobody, with the instant to go on from", async () => {
    const { headers } = await get(`/outcomes/changes.csv?state=MO&since=${SINCE}`);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-store, private");
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="figure-changes-MO-since-${SINCE.replaceAll(":", "-")}.csv"`,
    );
    const next = headers.get("next-since") ?? "";
    expect(next).toBe(new Date(now.getTime() - 15 * 60_000).toISOString());
    const later = await (await get(`/outcomes/changes.csv?state=MO&since=${next}`)).text();
    expect(later.trimEnd().split("\r\n")).toHaveLength(1);
  });

  it("is told the same over GraphQL", async () => {
    const { data, errors } = await app.ask(
      "analyst",
      `{ figureChanges(state: "MO", since: "${SINCE}", first: 5) { nextSince pageInfo { hasNextPage } edges { cursor node {
         chapter { slug } county { fips name } month measure revisionBefore revisionAfter acceptedAt demonstration
         before { value status partial } after { value status partial } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      figureChanges: {
        nextSince: new Date(now.getTime() - 15 * 60_000).toISOString(),
        pageInfo: { hasNextPage: false },
        edges: [
          {
            node: {
              chapter: { slug: CHAPTER },
              county: { fips: place.county },
              month: place.month,
              measure: "GRADUATES_DISPATCH",
              demonstration: true,
              before: { value: graduates - 2, partial: false },
              after: { value: graduates, status: "REPORTED", partial: false },
            },
          },
        ],
      },
    });
  });

  it("finds every column in the dictionary", async () => {
    const entries = parse<Cells>(await (await get("/outcomes/dictionary.csv")).text(), { columns: true });
    expect(entries.filter(({ file }) => file === "changes").map(({ column }) => column)).toEqual(
      CHANGE_COLUMNS.map(({ name }) => name),
    );
  });

  it("can be a coordinator's, and is told of the own chapter only", async () => {
    const chapters = async (asker: Asker) => {
      const text = await (
        await get("/outcomes/changes.csv?state=MO&since=2026-11-01T00:00:00Z", asker)
      ).text();
      return new Set(parse<Cells>(text, { columns: true }).map(({ chapter }) => chapter));
    };
    expect([...(await chapters("coordinator"))]).toEqual([CHAPTER]);
    expect((await chapters("analyst")).size).toBeGreaterThan(5);
  });
});

describe("what cannot be told", () => {
  it.each<[string, Asker, number, readonly string[]]>([
    ["changes.csv", "public", 401, ["headers.authorization NOT_ALLOWED"]],
    ["changes.csv", "analyst", 400, ["query.state MISSING_VALUE", "query.since MISSING_VALUE"]],
    ["changes.parquet?state=MO&since=yesterday&until=x", "analyst", 400, ["query.until BAD_VALUE", "url BAD_VALUE", "query.since BAD_VALUE"]],
    ["changes.csv?state=MO&since=2026-11-01T00:00:00", "analyst", 400, ["query.since BAD_VALUE"]],
    ["changes.csv?state=MO&since=2026-02-30T00:00:00Z", "analyst", 400, ["query.since BAD_VALUE"]],
    ["changes.csv?state=MO&since=2026-11-01T25:00:00Z", "analyst", 400, ["query.since BAD_VALUE"]],
    ["changes.csv?state=MO&since=2099-01-01T00:00:00Z&chapters=nowhere", "analyst", 400, ["query.chapters UNKNOWN_CHAPTER", "query.since BAD_VALUE"]],
    ["changes.csv?state=MO&since=2026-11-01T00:00:00Z&chapters=greene", "coordinator", 400, ["query.chapters UNKNOWN_CHAPTER"]],
    ["changes.csv?state=WA&since=2026-11-01T00:00:00Z", "coordinator", 403, ["query.state NOT_ALLOWED"]],
  ])("%s is refused to %s", async (path, asker, status, problems) => {
    const response = await get(`/outcomes/${path}`, asker);
    const { errors } = (await response.json()) as {
      readonly errors: readonly { readonly extensions: { readonly problems: readonly Problem[] } }[];
    };
    expect(response.status).toBe(status);
    expect(errors[0]?.extensions.problems.map(({ path: where, code }) => `${where} ${code}`)).toEqual(problems);
  }); // prettier-ignore
});
