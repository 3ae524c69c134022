// Operations that anybody can send, put together at random: queries of the public schema and of the staff's, addresses of the GET
// doors and of the public pages, and misuse of all.

import type { GraphQLSchema } from "graphql";
import { MEASURES } from "../domain/catalog/measures.js";
import { METRICS } from "../domain/catalog/metrics.js";
import { randomDocument, type Choices, type Pick } from "./random-documents.js";

/** One request, without a token. */
export interface Operation {
  readonly kind: "query" | "staff query" | "file" | "page" | "door" | "misuse";
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "OPTIONS";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const AREAS = [[], ["REGION"], ["CHAPTER"], ["COUNTY"], ["CHAPTER", "COUNTY"]] as const;
const RANGES = [
  { from: "2026-01", until: "2026-07" },
  { from: "2026-01", until: "2026-04" },
  { from: "2026-02", until: "2026-03" },
  { from: "2025-11", until: "2026-11" },
  { from: "2026-07", until: "2026-01" },
] as const;
const PLACES = [
  {},
  { chapters: ["greene"] },
  { chapters: ["saints-avenue", "barry"] },
  { counties: ["29077"] },
  { exceptCounties: ["29077", "29009"] },
  { regions: ["Northeast"] },
  { chapters: ["nowhere"] },
] as const;
const GRAINS = ["WHOLE", "MONTH", "QUARTER", "YEAR", "FISCAL_YEAR"] as const;
const STATES = ["MO", "MO", "MO", "MO", "WA", "XX"] as const;

const cursor = (key: string) => Buffer.from(`after:${key}`).toString("base64url");
const scopes = RANGES.flatMap((range) => PLACES.map((place) => ({ state: "MO", ...range, ...place })));
const measures = MEASURES.map(({ key }) => key);
const metrics = METRICS.map(({ key }) => key);

/** Good values and bad ones: refusals are answers too. */
export const PUBLIC_CHOICES: Choices = {
  "state: StateCode": STATES,
  "slug: String": ["greene", "saints-avenue", "nowhere"],
  "fips: CountyFips": ["29077", "29510", "99999"],
  "month: YearMonth": ["2026-03", "2019-09"],
  "year: Int": [2020, 1900],
  "first: Int": [1, 7, 100, 0],
  "after: String": [cursor("3"), cursor("29077"), "no cursor", null],
  "id: ID": ["County:29077", "Chapter:MO/greene", "ReleaseDraft:1", "MonthlyReport:1"].map((id) =>
    Buffer.from(id).toString("base64url"),
  ),
  "of: Measure": measures,
  "of: Metric": metrics,
  "question: OutcomeQuestion": scopes.flatMap((scope, place) => [
    { ...scope, by: AREAS[place % AREAS.length], grain: GRAINS[(place * 3) % GRAINS.length] },
    { ...scope, by: AREAS[(place + 2) % AREAS.length], grain: "QUARTER" },
  ]),
  "asOf: DateTime": ["2026-12-01T00:00:00Z", "2020-01-01T00:00:00Z", null],
  "counts: [Measure]": [measures.slice(0, 3), null],
  "rates: [Metric]": [metrics.slice(0, 2), []],
  "orderBy: RowOrder": [
    { count: "ENCOUNTERS" },
    { count: "JAIL_BOOKINGS", direction: "ASCENDING" },
    { rate: "DIVERSION_RATE" },
    { count: "ENCOUNTERS", rate: "DIVERSION_RATE" },
  ],
  "scope: OutcomeScope": scopes,
  "left: OutcomeScope": scopes,
  "right: OutcomeScope": scopes,
  "metric: Metric": metrics,
  "by: AreaKind": ["REGION", "COUNTY", "CHAPTER"],
  "release: String": ["MO-1", "MO-2", "MO-7", "none"],
  "number: String": ["MO-1", "MO-2", "MO-7"],
};

/** What only staff can be given besides: never answered here. */
const STAFF_CHOICES: Choices = {
  ...PUBLIC_CHOICES,
  "since: DateTime": ["2026-11-01T00:00:00.000Z"],
  "chapter: String": ["greene"],
  "county: CountyFips": ["29077"],
  "grain: TrendGrain": ["MONTH"],
  "whatIf: WhatIf": ["COMPLETE_ONLY"],
};

const FILES = [
  "cells.csv",
  "cells.parquet",
  "cells.json",
  "cells.jsonl",
  "outcomes.csv",
  "outcomes.parquet",
  "outcomes.jsonl",
  "release.json",
  "corrections.csv",
  "dictionary.csv",
  "dictionary.json",
  "datapackage.json",
  "dataset.jsonld",
  "citation.txt",
  "citation.bib",
  "citation.json",
  "secrets.csv",
] as const;

const PAGES = [
  "",
  "/places",
  "/places?by=chapter",
  "/counties/29077",
  "/counties/29005",
  "/chapters/greene",
  "/compare?left=chapter:greene&right=rest",
  "/compare?left=county:29077&right=county:29009",
  "/funnel",
  "/funnel?by=county",
  "/releases",
  "/corrections",
] as const;

/** What the address of a page can choose, good and bad. */
const VIEWS = [
  "",
  "release=MO-2",
  "release=MO-1",
  "period=2026",
  "period=2026-Q1&metric=jail-rate",
  "metric=subject-injury-rate",
  "metric=nonsense",
] as const;

const PICTURES = [
  "embed/mo/map",
  "embed/mo/trend",
  "embed/mo/chapters",
  "preview/mo.png",
  "preview/mo/counties/29077.png",
] as const;

export interface Schemas {
  readonly public: GraphQLSchema;
  readonly staff: GraphQLSchema;
}

/** Of two root fields that fail, the database decides which one is first. */
const SIZE = { roots: 1, depth: 5 };

export function randomOperation(schemas: Schemas, pick: Pick): Operation {
  const one = <T>(all: readonly T[]): T => {
    const found = all[pick(all.length)];
    if (found === undefined) throw new Error("There is nothing to pick from.");
    return found;
  };
  const kind = pick(20);
  if (kind < 10) return query("query", schemas.public, PUBLIC_CHOICES, pick);
  if (kind < 12) return query("staff query", schemas.staff, STAFF_CHOICES, pick);
  if (kind < 16) return file(one);
  if (kind < 17) return page(one);
  if (kind < 19)
    return get("door", one(["/data.json", "/corrections.atom", "/corrections.atom?state=MO", "/releases/latest/cells.json?state=MO", "/releases/latest", "/releases/MO-2", "/data.json?x=1", "/outcomes.csv?state=MO", "/outcomes/changes", "/release-drafts/1/proof.json", "/healthz"])); // prettier-ignore
  return {
    kind: "misuse",
    method: one(["POST", "PUT", "OPTIONS"]),
    path: one(["/graphql", "/releases/MO-2/cells.csv", "/data.json", "/reports/import"]),
    headers: { "content-type": one(["application/json", "text/plain"]) },
    body: one([
      "{",
      "[]",
      '{"query":"{ outcomes }"}',
      '{"query":"mutation { publishRelease(release: \\"1\\") { replayed } }"}',
    ]),
  };
}

function query(kind: Operation["kind"], schema: GraphQLSchema, choices: Choices, pick: Pick): Operation {
  for (;;) {
    const document = randomDocument(schema, choices, pick, SIZE);
    if (document === null) continue;
    const headers = { "content-type": "application/json" };
    return { kind, method: "POST", path: "/graphql", headers, body: JSON.stringify(document) };
  }
}

function file(one: <T>(all: readonly T[]) => T): Operation {
  const name = one(FILES);
  const list = (name: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${name}=${values.join(",")}`];
  const place = one(PLACES);
  const range = one(RANGES);
  const parameters = name.startsWith("outcomes")
    ? [
        ...list("by", one(AREAS)),
        `grain=${one(GRAINS)}`,
        ...one([[], [`from=${range.from}`, `until=${range.until}`]]),
        ...Object.entries<readonly string[]>(place).flatMap(([key, values]) => list(key, values)),
        ...list("counts", one([[], [one(measures), one(measures)], ["NOTHING"]])),
        ...list("rates", one([[], [one(metrics)], ["NOTHING"]])),
        ...one([[], [], [], ["rollingMonths=3"], ["toDate=YEAR"], ["asOf=2026-01-01T00:00:00Z"]]),
      ]
    : one([[], [], [], ["nothing=1"]]);
  const path = `/releases/${one(["MO-2", "MO-2", "MO-2", "MO-1", "MO-9", "XX-1"])}/${name}`;
  const found = get("file", parameters.length === 0 ? path : `${path}?${parameters.join("&")}`);
  return {
    ...found,
    method: one(["GET", "GET", "GET", "HEAD"]),
    headers: one<Operation["headers"]>([{}, {}, { "if-none-match": "*" }]),
  };
}

function page(one: <T>(all: readonly T[]) => T): Operation {
  const path = one([`/mo${one(PAGES)}`, `/mo${one(PAGES)}`, `/${one(PICTURES)}`]);
  const view = one(VIEWS);
  return get("page", view === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${view}`);
}

function get(kind: Operation["kind"], path: string): Operation {
  return { kind, method: "GET", path, headers: {}, body: null };
}
