// Queries are answered by an executor of our own. graphql-js, which says what is right, is asked the same of the same data, past
// HTTP: every document of schema/operations, introspection, and queries put together at random from the schemas themselves.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { execute, getIntrospectionQuery, parse, type ExecutionResult, type GraphQLSchema } from "graphql";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Viewer } from "../domain/access/viewer.js";
import { monthAt } from "../domain/reporting-month.js";
import { executor } from "../graphql/execution/executor.js";
import { buildPublicSchema, buildStaffSchema } from "../graphql/schemas.js";
import { makeLoaders, makeStaffLoaders } from "../graphql/shared/loaders.js";
import { inTransaction } from "../store/transaction.js";
import { accountOf } from "../testkit/database.js";
import { plantBuiltRelease } from "../testkit/planted-release.js";
import { demonstrationTokens, startApp, testNow, type Asker, type TestApp } from "../testkit/app.js";
import { argumentsOf, randomDocument, type Choices } from "../testkit/random-documents.js";
import { documentFor, type Document } from "../testkit/schema-walk.js";

const OPERATIONS = "schema/operations";

const SCOPES = [
  { state: "MO", from: "2025-11", until: "2026-11" },
  { state: "MO", from: "2025-11", until: "2026-11", counties: ["29077"] },
  { state: "MO", from: "2024-11", until: "2026-11", exceptCounties: ["29077"] },
  { state: "MO", from: "2026-11", until: "2025-11", regions: ["Nowhere"] },
];
const COUNTED = ["ENCOUNTERS", "SWORN_OFFICERS", "HOLDS_ACCEPTED"];
const RATED = ["DIVERSION_RATE", "ENCOUNTERS_PER_100K", "CIT_CERTIFIED_SHARE"];

/** Good values and bad ones: refusals are answers too. */
const CHOICES: Choices = {
  "state: StateCode": ["MO", "WA", "XX"],
  "slug: String": ["greene", "st-louis-area", "nowhere"],
  "fips: CountyFips": ["29510", "29077", "53033", "99999"],
  "month: YearMonth": ["2026-10", "2019-09"],
  "year: Int": [2020, 1900],
  "first: Int": [1, 3, 0],
  "after: String": [Buffer.from("after:29077").toString("base64url"), "no cursor", null],
  "id: ID": [
    Buffer.from("County:29510").toString("base64url"),
    Buffer.from("Chapter:MO/greene").toString("base64url"),
    "no id",
  ],
  "of: Measure": COUNTED,
  "of: Metric": RATED,
  "question: OutcomeQuestion": [
    {
      state: "MO",
      from: "2026-08",
      until: "2026-11",
      by: ["CHAPTER", "COUNTY"],
      grain: "MONTH",
      chapters: ["greene", "st-louis-area"],
    },
    { state: "MO", from: "2026-01", until: "2026-11", by: ["REGION"], grain: "QUARTER" },
    { state: "WA", from: "2015-05", until: "2015-07" },
    { state: "MO", from: "2026-11", until: "2026-08", counties: ["53033"] },
  ],
  "asOf: DateTime": ["2026-09-01T00:00:00Z", null],
  "counts: [Measure]": [["ENCOUNTERS"], null],
  "rates: [Metric]": [["DIVERSION_RATE", "ENCOUNTERS_PER_100K"], []],
  "orderBy: RowOrder": [
    { count: "ENCOUNTERS" },
    { rate: "DIVERSION_RATE", direction: "ASCENDING" },
    { count: "ENCOUNTERS", rate: "DIVERSION_RATE" },
  ],
  "scope: OutcomeScope": SCOPES,
  "left: OutcomeScope": SCOPES,
  "right: OutcomeScope": SCOPES,
  "metric: Metric": RATED,
  "whatIf: WhatIf": ["AS_REPORTED", "COMPLETE_ONLY"],
  "by: AreaKind": ["COUNTY", "CHAPTER"],
  "release: String": ["MO-1", "MO-7", "none"],
  "number: String": ["MO-1", "MO-7"],
  "since: DateTime": ["2026-11-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z"],
  "count: Measure": COUNTED,
  "rate: Metric": RATED,
  "grain: TrendGrain": ["MONTH", "QUARTER"],
  "chapter: String": ["greene", "nowhere"],
  "county: CountyFips": ["29077", "29510"],
  "from: YearMonth": ["2026-08"],
  "until: YearMonth": ["2026-11"],
  "statuses: [ReportStatus]": [["ACCEPTED"], ["SUBMITTED", "RETURNED"], []],
  "chapters: [String]": [["greene"], []],
  "counties: [CountyFips]": [["29077"]],
};

/** Of two root fields that fail, the database decides which one is first. */
const SIZE = { roots: 1, depth: 5 };

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
  const id = await plantBuiltRelease(app.database, await accountOf(app.database, "reviewer"));
  const administrator = await accountOf(app.database, "administrator");
  await inTransaction(app.database.prisma)((writer) =>
    writer.publishRelease(id, 1, administrator, testNow()),
  );
});
afterAll(() => app.close());

async function contextOf(asker: Asker): Promise<() => object> {
  const { useCases, publishedGeography } = app.platform;
  const viewer: Viewer | null =
    asker === "public" ? null : await useCases.identifyViewer(demonstrationTokens()[asker]);
  return () => ({
    useCases,
    loaders: makeLoaders(publishedGeography),
    thisMonth: monthAt(testNow(), "UTC"),
    links: { base: "", site: "http://localhost:4000" },
    ...(viewer === null ? {} : { viewer, staffLoaders: makeStaffLoaders(useCases, viewer) }),
  });
}

function inBytes({ data, errors }: ExecutionResult): string {
  return JSON.stringify({ data, errors });
}

async function bothAnswer(schema: GraphQLSchema, { query, variables }: Document, context: () => object) {
  const document = parse(query);
  const own = await executor(schema)({ document, operationName: undefined, variables, context: context() });
  const right = await execute({ schema, document, variableValues: variables, contextValue: context() });
  return { own: inBytes(own), right: inBytes(right) };
}

describe("the answers of the executor are those of graphql-js, byte for byte", () => {
  const documents = readdirSync(OPERATIONS, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".graphql"))
    .map((file) => ({ file, asker: file.split("/")[0] as Asker }));

  it.each(documents)("to $file", async ({ file, asker }) => {
    const schema = await (asker === "public" ? buildPublicSchema() : buildStaffSchema());
    const query = readFileSync(join(OPERATIONS, file), "utf8");
    const { own, right } = await bothAnswer(schema, { query, variables: {} }, await contextOf(asker));
    expect(own).toBe(right);
    expect(own).not.toContain('"errors"');
  });

  it("to every field of every answer, down to five levels", async () => {
    const schema = await buildStaffSchema();
    const known = Object.fromEntries(Object.entries(CHOICES).map(([key, [first]]) => [key, first]));
    const context = await contextOf("analyst");
    const refused: string[] = [];
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      // A trend is of a count or of a rate.
      const optional = field.name === "liveTrend" ? ["rate"] : [];
      const document = documentFor(schema, "query", field, known, optional, 5);
      const { own, right } = await bothAnswer(schema, document, context);
      expect(own).toBe(right);
      if (own.includes('"errors"')) refused.push(field.name);
    }
    // Those are for others: administrators and coordinators.
    expect(refused.sort()).toEqual(["accounts", "myChapters", "releaseDraft", "releaseDrafts"]);
  });

  it.each([
    ["public", buildPublicSchema],
    ["analyst", buildStaffSchema],
  ] as const)("to introspection, for %s", async (asker, build) => {
    const query = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true });
    const { own, right } = await bothAnswer(await build(), { query, variables: {} }, await contextOf(asker));
    expect(own).toBe(right);
  });

  it("are compared for every argument that a query can have", async () => {
    expect(argumentsOf(await buildStaffSchema()).filter((key) => !(key in CHOICES))).toEqual([]);
  });

  it.each(["public", "analyst", "coordinator", "reviewer", "administrator"] as const)(
    "to queries put together at random, for %s",
    async (asker) => {
      const schema = await (asker === "public" ? buildPublicSchema() : buildStaffSchema());
      const context = await contextOf(asker);
      const seen = { answers: 0, errors: 0 };
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (any) => {
          const document = randomDocument(schema, CHOICES, (many) => any(fc.nat, { max: many - 1 }), SIZE);
          fc.pre(document !== null);
          const { own, right } = await bothAnswer(schema, document, context);
          expect(own).toBe(right);
          if (own.includes('"errors"')) seen.errors++;
          else seen.answers++;
        }),
        { numRuns: 150, endOnFailure: true },
      );
      expect(seen.errors).toBeGreaterThan(0);
      expect(seen.answers).toBeGreaterThan(0);
    },
  );
});
