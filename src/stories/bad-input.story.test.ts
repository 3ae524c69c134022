// Whatever is sent, the answer says which part of it is wrong and what to send instead, all at once, and never blames itself.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isInputObjectType, isObjectType } from "graphql";
import { buildStaffSchema } from "../graphql/schemas.js";
import {
  demonstrationTokens,
  startApp,
  type Answer,
  type Asker,
  type GraphqlError,
  type TestApp,
} from "../testkit/app.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("demonstration");
});
afterAll(() => app.close());

const GOOD = { state: "MO", from: "2026-01", until: "2026-03" };

/** Asks with the question as a variable. */
function askAbout(question: Readonly<Record<string, unknown>>, asker: Asker = "analyst"): Promise<Answer> {
  return app.ask(
    asker,
    "query ($question: OutcomeQuestion!) { liveOutcomes(question: $question) { asOf } }",
    {
      question,
    },
  );
}

/** Asks with the question in the text of the query. */
function askInText(question: string, fields = "asOf"): Promise<Answer> {
  return app.ask("analyst", `{ liveOutcomes(question: ${question}) { ${fields} } }`);
}

/** Each problem as "code path", after seeing that it says its rule and its fix. */
function problemsIn(errors: readonly GraphqlError[]): readonly string[] {
  return errors.flatMap(({ extensions }) => {
    const { problems = [] } = extensions;
    for (const problem of problems) {
      expect(problem).toMatchObject({ severity: "ERROR" });
      expect(problem.message.length).toBeGreaterThan(10);
      expect(problem.fix).toMatch(/^\S.{5,}/s);
    }
    return problems.map(({ code, path }) => `${code} ${path}`);
  });
}

function codesIn(errors: readonly GraphqlError[]): readonly string[] {
  return errors.map(({ extensions }) => extensions.code);
}

/** The status, the codes of the errors and their problems. */
function gist({ status, errors }: Pick<Answer, "status" | "errors">): readonly unknown[] {
  return [status, [...new Set(codesIn(errors))], problemsIn(errors)];
}

const times = (many: number, one: (index: number) => string) =>
  Array.from({ length: many }, (_, index) => one(index)).join(" ");

describe("a question that cannot be answered", () => {
  it.each([
    ["an unknown state", { state: "ZZ" }, "UNKNOWN_STATE question.state"],
    ["an unknown county", { counties: ["29999"] }, "UNKNOWN_COUNTY question.counties[0]"],
    [
      "a county of another state",
      { counties: ["29001", "17001"] },
      "COUNTY_OUTSIDE_STATE question.counties[1]",
    ],
    ["an unknown chapter", { chapters: ["three-rivers", "nowhere"] }, "UNKNOWN_CHAPTER question.chapters[1]"],
    ["a chapter of another state", { chapters: ["seattle"] }, "UNKNOWN_CHAPTER question.chapters[0]"],
    ["months the wrong way round", { from: "2026-03", until: "2026-01" }, "EMPTY_RANGE question.until"],
    ["no month at all", { from: "2026-03", until: "2026-03" }, "EMPTY_RANGE question.until"],
    ["300 months", { from: "2001-01", until: "2026-01" }, "RANGE_TOO_LONG question.until"],
    ["an empty list of counties", { counties: [] }, "BAD_LIST question.counties"],
    ["an empty list of chapters", { chapters: [] }, "BAD_LIST question.chapters"],
    ["a list of 501 counties", { counties: Array(501).fill("29001") }, "BAD_LIST question.counties"],
  ])("for %s names the field, the rule and the fix", async (_what, fault, expected) => {
    const answer = await askAbout({ ...GOOD, ...fault });
    expect(gist(answer)).toEqual([200, ["BAD_USER_INPUT"], [expected]]);
    const [error] = answer.errors;
    const [problem] = error?.extensions.problems ?? [];
    expect(error?.message).toBe(`${problem?.path ?? ""}: ${problem?.message ?? ""} ${problem?.fix ?? ""}`);
    expect(answer.data).toBeNull();
  });

  it("names everything that is wrong with it at once", async () => {
    const answer = await askAbout({
      state: "MO",
      from: "2026-03",
      until: "2026-02",
      counties: ["29999", "29001", "17001"],
      chapters: ["nowhere"],
    });
    expect(gist(answer)).toEqual([
      200,
      ["BAD_USER_INPUT"],
      [
        "EMPTY_RANGE question.until",
        "UNKNOWN_COUNTY question.counties[0]",
        "COUNTY_OUTSIDE_STATE question.counties[2]",
        "UNKNOWN_CHAPTER question.chapters[0]",
      ],
    ]);
  });

  it("does not keep another question of the same request from its answer", async () => {
    const { data, errors } = await app.ask(
      "public",
      '{ county(fips: "29001") { name } node(id: "nonsense") { id } }',
    );
    expect(data).toEqual({ county: { name: "Adair County" }, node: null });
    expect(problemsIn(errors)).toEqual(["BAD_ID id"]);
  });
});

describe("a value that is not of its kind", () => {
  it("is named with its field, its rule and a fix when it stands in the text of the query", async () => {
    const answer = await askInText('{ state: "MO", from: "2026-13", until: "2026-03" }');
    expect(gist(answer)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_MONTH question.from"]]);
    expect(answer.errors[0]?.message).toBe(
      'question.from: "2026-13" is no YearMonth. A month is written YYYY-MM, with a month from 01 to 12 and a year from 1900 to 2199. Write it like "2026-03".',
    );
  });

  it("is named with its field, its rule and a fix when it stands in a variable", async () => {
    const answer = await askAbout({ ...GOOD, from: "2026-13" });
    expect(gist(answer)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_MONTH question.from"]]);
    expect(answer.errors[0]?.message).toBe(
      'question.from: "2026-13" is no YearMonth. A month is written YYYY-MM, with a month from 01 to 12 and a year from 1900 to 2199. Write it like "2026-03".',
    );
  });

  it("is named with what may stand there instead, when there are only so many choices", async () => {
    const answer = await askAbout({ ...GOOD, grain: "WEEK" });
    expect(answer.errors[0]?.message).toBe(
      'question.grain: "WEEK" is no Grain. Use one of: MONTH, QUARTER, YEAR, FISCAL_YEAR, WHOLE.',
    );
  });

  it("is named by itself when it is missing in the text of the query", async () => {
    const answer = await askInText('{ state: "MO", from: "2026-01" }');
    expect(gist(answer)).toEqual([400, ["GRAPHQL_VALIDATION_FAILED"], ["BAD_VALUE question.until"]]);
  });

  it("is named with the variable when it is all of it", async () => {
    const answer = await app.ask("public", "query ($fips: CountyFips!) { county(fips: $fips) { name } }", {
      fips: "1001",
    });
    expect(gist(answer)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_FIPS fips"]]);
  });

  it.each([
    [
      "as text",
      async () =>
        askInText(
          '{ state: "MO", from: "March", until: "2026-00", counties: ["29001", "abc"], grain: WEEK }',
        ),
    ],
    [
      "as a variable",
      async () =>
        askAbout({ ...GOOD, from: "March", until: "2026-00", counties: ["29001", "abc"], grain: "WEEK" }),
    ],
  ])("is found in every place at once, %s", async (_how, ask) => {
    const { status, errors } = await ask();
    expect(status).toBe(400);
    expect([...problemsIn(errors)].sort()).toEqual([
      "BAD_FIPS question.counties[1]",
      "BAD_MONTH question.from",
      "BAD_MONTH question.until",
      "BAD_VALUE question.grain",
    ]);
  });

  it.each([
    ["a number for a month", { from: 202601 }, "BAD_MONTH question.from"],
    ["null for a month", { from: null }, "BAD_VALUE question.from"],
    ["nothing for a month", { from: undefined }, "BAD_VALUE question.from"],
    ["a number for a state", { state: 29 }, "UNKNOWN_STATE question.state"],
    ["a state by its name", { state: "Missouri" }, "UNKNOWN_STATE question.state"],
    ["a field that does not exist", { month: "2026-01" }, "BAD_VALUE question.month"],
    ["an unknown dimension", { by: ["COUNTY", "CITY"] }, "BAD_VALUE question.by[1]"],
    ["null in a list", { counties: [null] }, "BAD_VALUE question.counties[0]"],
  ])("is refused with its path: %s", async (_what, fault, expected) => {
    expect(gist(await askAbout({ ...GOOD, ...fault }))).toEqual([400, ["BAD_USER_INPUT"], [expected]]);
  });

  it("is refused without a word of what else was sent, when one field of it does not exist", async () => {
    const answer = await askAbout({ ...GOOD, chapters: ["what nobody need read again"], month: "2026-01" });
    expect(gist(answer)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_VALUE question.month"]]);
    expect(answer.text).not.toContain("what nobody need read again");
    expect(answer.errors[0]?.message).toMatch(
      /^question\.month: Field "month" is not defined by type "OutcomeQuestion"/,
    );
  });

  it("is refused when the whole variable is missing", async () => {
    const answer = await app.ask(
      "analyst",
      "query ($question: OutcomeQuestion!) { liveOutcomes(question: $question) { asOf } }",
    );
    expect(gist(answer)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_VALUE question"]]);
  });

  it("is refused when a variable says null where the schema has a default", async () => {
    const answer = await app.ask(
      "public",
      'query ($first: Int) { chapters(state: "MO", first: $first) { edges { cursor } } }',
      { first: null },
    );
    expect(gist(answer)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_VALUE first"]]);
  });
});

describe("a state in lower case", () => {
  const REF = '{ state: "mo", chapter: "linn", county: "29115", month: "2026-10" }';
  const CHANGE = `input: { report: ${REF}, version: 0, idempotencyKey: "x"`;

  it.each<readonly [string, Asker, string]>([
    ["chapter.state", "public", 'chapter(state: "mo", slug: "linn") { name }'],
    ["chapters.state", "public", 'chapters(state: "mo") { edges { cursor } }'],
    ["counties.state", "public", 'counties(state: "mo") { edges { cursor } }'],
    ["question.state", "analyst", 'liveOutcomes(question: { state: "mo", from: "2026-01", until: "2026-03" }) { asOf }'],
    ["report.state", "coordinator", 'report(state: "mo", chapter: "linn", county: "29115", month: "2026-10") { version }'],
    ["reports.state", "reviewer", 'reports(state: "mo") { edges { cursor } }'],
    ["accounts.state", "administrator", 'accounts(state: "mo") { edges { cursor } }'],
    ["input.report.state", "coordinator", `submitReport(${CHANGE}, values: [] }) { replayed }`],
    ["input.report.state", "reviewer", `acceptReport(${CHANGE} }) { replayed }`],
    ["grants[0].state", "administrator", 'inviteAccount(email: "jo@example.org", displayName: "Jo", grants: [{ role: ANALYST, state: "mo" }], idempotencyKey: "x") { replayed }'],
  ])("is answered with the one that is meant, at %s", async (path, asker, field) => {
    const kind = field.includes("idempotencyKey") ? "mutation" : "query";
    const { status, errors } = await app.ask(asker, `${kind} { ${field} }`);
    const place = path.replace(/^(?:chapters?|counties|reports?|accounts)\./, "");
    expect([status, problemsIn(errors)]).toEqual([400, [`UNKNOWN_STATE ${place}`]]);
    expect(errors[0]?.extensions.problems?.[0]?.fix).toBe('Did you mean "MO"?');
  }); // prettier-ignore

  it("is so wherever the schema takes one", async () => {
    const schema = await buildStaffSchema();
    const named = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isInputObjectType(type)) return Object.values(type.getFields());
      return isObjectType(type) ? Object.values(type.getFields()).flatMap(({ args }) => args) : [];
    });
    const states = named.filter(({ name }) => /^state(?:Code)?s?$/.test(name));
    expect(states.length).toBeGreaterThan(8);
    expect(new Set(states.map(({ type }) => String(type)))).toEqual(new Set(["StateCode!"]));
  });

  it.each([
    "/reports/template.csv?chapter=linn&from=2026-10&until=2026-11&state=mo",
    "/reports/import?chapter=linn&state=mo",
  ])("is answered with the one that is meant, at %s", async (path) => {
    const isUpload = path.includes("import");
    const answer = await fetch(`${app.url}${path}`, {
      method: isUpload ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${demonstrationTokens().coordinator}`,
        ...(isUpload ? { "idempotency-key": "x", "content-type": "text/csv" } : {}),
      },
      ...(isUpload ? { body: "county_fips,month,ENCOUNTERS\n29115,2026-10,1\n" } : {}),
    });
    const { errors } = (await answer.json()) as { errors: readonly GraphqlError[] };
    expect([answer.status, problemsIn(errors)]).toEqual([400, ["UNKNOWN_STATE query.state"]]);
    expect(errors[0]?.extensions.problems?.[0]?.fix).toBe('Did you mean "MO"?');
  });
});

describe("the first and the last month that can be named", () => {
  it.each(["MONTH", "QUARTER", "YEAR", "FISCAL_YEAR", "WHOLE"])("can be asked for by %s", async (grain) => {
    for (const [from, until] of [
      ["1900-01", "1900-02"],
      ["2199-11", "2199-12"],
    ]) {
      const question = `{ state: "MO", from: "${from!}", until: "${until!}", grain: ${grain} }`;
      const { data, errors } = await askInText(question, "rows { encounters { value status } }");
      expect(errors).toEqual([]);
      expect(data).toEqual({
        liveOutcomes: { rows: [{ encounters: { value: null, status: "NOT_EXPECTED" } }] },
      });
    }
  });
});

describe("pages and ids", () => {
  it.each(["chapters", "counties"])(
    "%s: a page of none, of 101 and of less than none is refused",
    async (list) => {
      for (const first of [0, 101, -1]) {
        const answer = await app.ask(
          "public",
          `query ($first: Int!) { ${list}(state: "MO", first: $first) { edges { cursor } } }`,
          { first },
        );
        expect(gist(answer)).toEqual([200, ["BAD_USER_INPUT"], ["PAGE_SIZE first"]]);
      }
      const most = await app.ask("public", `{ ${list}(state: "MO", first: 100) { edges { cursor } } }`);
      expect(most.errors).toEqual([]);
    },
  );

  it.each([
    ["no cursor at all", "nonsense"],
    ["an id", Buffer.from("Chapter:MO/linn").toString("base64url")],
    ["padding that we do not write", `${Buffer.from("after:linn1").toString("base64")}=`],
    ["a character that no key has", Buffer.from("after:\u0000").toString("base64url")],
    ["an empty text", ""],
  ])("a cursor that is %s is refused", async (_what, after) => {
    const answer = await app.ask(
      "public",
      'query ($after: String) { chapters(state: "MO", after: $after) { edges { cursor } } }',
      { after },
    );
    expect(gist(answer)).toEqual([200, ["BAD_USER_INPUT"], ["BAD_CURSOR after"]]);
  });

  it.each([
    ["no id at all", "nonsense"],
    ["a cursor", Buffer.from("after:linn").toString("base64url")],
    ["a character that no key has", Buffer.from("County:\u0000").toString("base64url")],
    ["an empty text", ""],
  ])("an id that is %s is refused", async (_what, id) => {
    const answer = await app.ask("public", "query ($id: ID!) { node(id: $id) { id } }", { id });
    expect(gist(answer)).toEqual([200, ["BAD_USER_INPUT"], ["BAD_ID id"]]);
  });
});

describe("texts", () => {
  it("with the character U+0000, or half of a character, are refused with their place, in the query and in variables", async () => {
    const inText = await app.ask("public", '{ chapter(state: "MO", slug: "a\\u0000b") { name } }');
    expect(gist(inText)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_VALUE slug"]]);
    const half = await askAbout({ ...GOOD, chapters: ["\ud800"] });
    expect(gist(half)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_VALUE question.chapters[0]"]]);
    const inVariable = await askAbout({ ...GOOD, chapters: ["linn", "\u0000"] });
    expect(gist(inVariable)).toEqual([400, ["BAD_USER_INPUT"], ["BAD_VALUE question.chapters[1]"]]);
  });

  it("of any kind never look like a bug of ours", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string(),
      fc.constantFrom("MO", "linn", "\ud800", "'; DROP TABLE state; --"),
    );
    await fc.assert(
      fc.asyncProperty(text, text, text, async (state, slug, id) => {
        const cursor = Buffer.from(`after:${slug}`).toString("base64url");
        const asked = await app.ask(
          "analyst",
          `query ($slug: String!, $id: ID!, $key: ID!, $after: String, $question: OutcomeQuestion!) {
            chapter(state: "MO", slug: $slug) { id }
            node(id: $id) { id } byKey: node(id: $key) { id }
            chapters(state: "MO", after: $after) { edges { cursor } }
            counties(state: "MO", after: $after) { edges { cursor } }
            liveOutcomes(question: $question) { asOf }
          }`,
          {
            slug,
            id,
            key: Buffer.from(`Chapter:${state}/${slug}`).toString("base64url"),
            after: cursor,
            question: { ...GOOD, chapters: [slug] },
          },
        );
        for (const { status, errors } of [asked, await askAbout({ ...GOOD, state })]) {
          expect(status).toBeLessThan(500);
          expect(codesIn(errors)).not.toContain("INTERNAL_SERVER_ERROR");
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("too much at once", () => {
  it.each([
    [
      "10,000 aliases",
      `{ ${times(10_000, (index) => `a${String(index)}:states{code}`)} }`,
      413,
      "QUERY_TOO_LARGE",
      "body",
    ],
    [
      "more words and signs than a query may have",
      `{ ${times(3_000, () => "__typename")} ${times(1_000, () => "id")} }`,
      400,
      "QUERY_TOO_LARGE",
      "query",
    ],
    [
      "500 aliases of a list",
      `{ ${times(500, (index) => `a${String(index)}:states{code}`)} }`,
      400,
      "QUERY_TOO_COSTLY",
      "query",
    ],
    [
      "lists in lists in lists",
      '{ chapters(state: "MO") { edges { node { counties { chapter { counties { chapter { counties { fips } } } } } } } } }',
      400,
      "QUERY_TOO_COSTLY",
      "query",
    ],
    [
      "a long page of long lists",
      '{ counties(state: "MO", first: 100) { edges { node { chapter { counties { fips name population { people year vintage } chapter { slug name } state { code } } } } } } }',
      400,
      "QUERY_TOO_COSTLY",
      "query",
    ],
    [
      "fragments that spread fragments",
      `{ ...A } fragment A on Query { ${times(60, () => "...B")} } fragment B on Query { ${times(60, () => "...C")} } fragment C on Query { ${times(60, () => "...D")} } fragment D on Query { __typename }`,
      400,
      "QUERY_TOO_COSTLY",
      "query",
    ],
    [
      "a page of less than none, to pay for the rest",
      `{ chapters(state: "MO", first: -1000000) { edges { cursor } } ${times(500, (index) => `a${String(index)}:states{code}`)} }`,
      400,
      "QUERY_TOO_COSTLY",
      "query",
    ],
    [
      "fragments that go round in a circle",
      "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
      400,
      "GRAPHQL_VALIDATION_FAILED",
      "query",
    ],
    [
      "the schema of the schema of the schema",
      `{ __schema { types { ${times(12, () => "fields { type {")} name ${times(12, () => "} }")} } } }`,
      400,
      "GRAPHQL_VALIDATION_FAILED",
      "query",
    ],
  ])("is refused before it runs: %s", async (_what, query, status, code, path) => {
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { errors } = (await answer.json()) as { errors: readonly GraphqlError[] };
    expect([answer.status, codesIn(errors)[0], problemsIn(errors)[0]]).toEqual([
      status,
      code,
      `BAD_VALUE ${path}`,
    ]);
  });

  it("is refused as a list of 400,000 items in a variable, unread", async () => {
    const body = JSON.stringify({
      query: "{ __typename }",
      variables: { counties: Array(400_000).fill("29001") },
    });
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const { errors } = (await answer.json()) as { errors: readonly GraphqlError[] };
    expect(gist({ status: answer.status, errors })).toEqual([413, ["QUERY_TOO_LARGE"], ["BAD_VALUE body"]]);
  });

  it("is refused as the longest list that fits into a request", async () => {
    expect(gist(await askAbout({ ...GOOD, counties: Array(11_000).fill("29001") }))).toEqual([
      200,
      ["BAD_USER_INPUT"],
      ["BAD_LIST question.counties"],
    ]);
  });
});

describe("the cost of questions over reports", () => {
  const FEW =
    "county { name } period { label } encounters { value } jailBookings { value } hospitalDiversions { value }";
  const TEN = `county { fips name } period { label } coverage { expectedReports acceptedReports fraction complete }
    encounters { value status note } jailBookings { value status } hospitalDiversions { value status } healthDiversions { value status }
    diversionRate { value numerator denominator interval { lower upper level method } reliability status }
    hospital: rate(of: HOSPITAL_DIVERSION_RATE) { value interval { lower upper } status }
    jail: rate(of: JAIL_RATE) { value interval { lower upper } status } injuries: subjectInjuryRate { value interval { lower upper } status }`;

  it.each([
    [
      "the year by county",
      '{ state: "MO", from: "2025-11", until: "2026-11", by: [COUNTY] }',
      `rows { ${TEN} } total { ${TEN} }`,
    ],
    [
      "the year by county and month, with intervals and coverage",
      '{ state: "MO", from: "2025-11", until: "2026-11", by: [COUNTY], grain: MONTH }',
      `rows { ${TEN} } total { ${TEN} }`,
    ],
    [
      "48 months by county and month, a few figures",
      '{ state: "MO", from: "2022-11", until: "2026-11", by: [COUNTY], grain: MONTH }',
      `rows { ${FEW} }`,
    ],
    [
      "20 years by month",
      '{ state: "MO", from: "2006-11", until: "2026-11", grain: MONTH }',
      `rows { ${FEW} }`,
    ],
  ])("leaves room for %s", async (_what, question, fields) => {
    const { status, errors } = await askInText(question, fields);
    expect([status, errors]).toEqual([200, []]);
  });

  const alias = (question: string, fields: string) => (index: number) =>
    `a${String(index)}: liveOutcomes(question: ${question}) { ${fields} }`;
  const many = (count: number, question: string, fields: string) =>
    Array.from({ length: count }, (_, index) => alias(question, fields)(index)).join(" ");
  const figures = Array.from(
    { length: 300 },
    (_, index) => `a${String(index)}: count(of: HEALTH_DIVERSIONS) { value }`,
  ).join(" ");

  it.each([
    [
      "20 aliases of 20 years by county and month",
      many(
        20,
        '{ state: "MO", from: "2006-11", until: "2026-11", by: [COUNTY], grain: MONTH }',
        "rows { encounters { value } }",
      ),
    ],
    [
      "rows without end, with many fields",
      many(
        1,
        '{ state: "MO", from: "2010-01", until: "2026-11", by: [COUNTY], grain: MONTH }',
        `rows { ${TEN} }`,
      ),
    ],
    [
      "hundreds of figures over all reports, in one row",
      many(1, '{ state: "MO", from: "2012-11", until: "2026-11" }', `total { ${figures} }`),
    ],
    [
      "many instants of the past",
      times(5, (day) => {
        const asOf = `2026-10-1${String(day)}T00:00:00Z`;
        return `a${String(day)}: liveOutcomes(asOf: "${asOf}", question: { state: "MO", from: "2026-09", until: "2026-10" }) { asOf }`;
      }),
    ],
    [
      "a dozen trends",
      times(
        12,
        (index) =>
          `a${String(index)}: liveTrend(count: ENCOUNTERS, scope: { state: "MO", from: "2022-11", until: "2026-11" }) { verdict }`,
      ),
    ],
    [
      "a hundred funnels",
      times(
        100,
        (index) =>
          `a${String(index)}: liveFunnel(by: COUNTY, metric: FORCE_RATE, scope: { state: "MO", from: "2025-11", until: "2026-11" }) { asOf }`,
      ),
    ],
  ])("refuses %s", async (_what, fields) => {
    const answer = await app.ask("analyst", `{ ${fields} }`);
    expect(gist(answer)).toEqual([400, ["QUERY_TOO_COSTLY"], ["BAD_VALUE query"]]);
    expect(answer.sqlStatements).toBe(1);
  });

  it.each([
    ["questions", "OutcomeQuestion", "liveOutcomes(question: $asked) { asOf }"],
    ["comparisons", "OutcomeScope", "liveComparison(metric: FORCE_RATE left: $asked right: $asked) { asOf }"],
  ])("refuses hundreds of %s, written short", async (_what, type, field) => {
    const fields = times(205, (index) => `a${String(index)}: ${field}`);
    const asked = { state: "MO", from: "2026-10", until: "2026-11" };
    const answer = await app.ask("analyst", `query ($asked: ${type}!) { ${fields} }`, { asked });
    expect(gist(answer)).toEqual([400, ["QUERY_TOO_COSTLY"], ["BAD_VALUE query"]]);
  });

  it("is weighed anew when the same document comes with other variables", async () => {
    const query = `query ($first: Int!) { counties(state: "MO", first: $first) { edges { node { chapter { counties { fips name population { people year vintage } chapter { slug name } state { code } } } } } } }`;
    const ask = async (first: number) => (await app.ask("public", query, { first })).status;
    expect([await ask(5), await ask(100), await ask(5), await ask(100)]).toEqual([200, 400, 200, 400]);
  });

  it("is that of the rows a question names, so that a chapter may ask for more months than the state", async () => {
    const fields = `rows { ${TEN} }`;
    const question = (chapters: string) =>
      `{ state: "MO", from: "2010-01", until: "2026-11", by: [COUNTY], grain: MONTH${chapters} }`;
    expect((await askInText(question(""), fields)).status).toBe(400);
    const own = await askInText(question(', chapters: ["saints-avenue"]'), fields);
    expect([own.status, own.errors]).toEqual([200, []]);
  });
});

describe("a request that is no query", () => {
  const json = { "content-type": "application/json" };
  const post = (body: string, headers: Readonly<Record<string, string>> = json, path = "/graphql") =>
    fetch(`${app.url}${path}`, { method: "POST", headers, body });

  it.each([
    ["text that is no JSON", () => post("{nope"), 400, "BAD_REQUEST", "body"],
    ["nothing", () => post(""), 400, "BAD_REQUEST", "body"],
    ["an empty object", () => post("{}"), 400, "BAD_REQUEST", "body"],
    ["a text in JSON", () => post('"{ states { code } }"'), 400, "BAD_REQUEST", "body"],
    [
      "several queries in an array",
      () => post('[{"query":"{__typename}"},{"query":"{__typename}"}]'),
      400,
      "BAD_REQUEST",
      "body",
    ],
    ["a query that is no text", () => post('{"query":7}'), 400, "BAD_REQUEST", "body"],
    [
      "variables that are text",
      () => post('{"query":"{__typename}","variables":"{}"}'),
      400,
      "BAD_REQUEST",
      "body",
    ],
    [
      "text/plain, as a form of another site could send it",
      () => post('{"query":"{__typename}"}', { "content-type": "text/plain" }),
      400,
      "BAD_REQUEST",
      "headers",
    ],
    [
      "a form",
      () => post("query={__typename}", { "content-type": "application/x-www-form-urlencoded" }),
      415,
      "BAD_REQUEST",
      "headers.content-type",
    ],
    [
      "a file",
      () => post("--x--", { "content-type": "multipart/form-data; boundary=x" }),
      415,
      "BAD_REQUEST",
      "headers.content-type",
    ],
    [
      "more than 100 kB",
      () => post(JSON.stringify({ query: "{__typename}", variables: { x: "x".repeat(100_000) } })),
      413,
      "QUERY_TOO_LARGE",
      "body",
    ],
    ["a query that does not end", () => post('{"query":"{ states"}'), 400, "GRAPHQL_PARSE_FAILED", "query"],
    ["an unknown field", () => post('{"query":"{ secrets }"}'), 400, "GRAPHQL_VALIDATION_FAILED", "query"],
    [
      "an unknown argument",
      () => post('{"query":"{ states(all: true) { code } }"}'),
      400,
      "GRAPHQL_VALIDATION_FAILED",
      "all",
    ],
    [
      "an unknown operation",
      () => post('{"query":"query A { __typename } query B { __typename }","operationName":"C"}'),
      400,
      "OPERATION_RESOLUTION_FAILURE",
      "operationName",
    ],
    [
      "two operations and no name",
      () => post('{"query":"query A { __typename } query B { __typename }"}'),
      400,
      "OPERATION_RESOLUTION_FAILURE",
      "operationName",
    ],
    [
      "a query that is only named by its hash",
      () => post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}'),
      200,
      "PERSISTED_QUERY_NOT_SUPPORTED",
      "extensions.persistedQuery",
    ],
    ["another address", () => post("{}", json, "/graph"), 404, "NOT_FOUND", "url"],
    [
      "a GET, as a link of another site could send it",
      () => fetch(`${app.url}/graphql?query={__typename}`),
      400,
      "BAD_REQUEST",
      "headers",
    ],
  ])("is refused with a request id: %s", async (_what, send, status, code, path) => {
    const answer = await send();
    const body = (await answer.json()) as { data?: unknown; errors: readonly GraphqlError[] };
    expect(gist({ status: answer.status, errors: body.errors })).toEqual([
      status,
      [code],
      [`BAD_VALUE ${path}`],
    ]);
    expect(body.data ?? null).toBeNull();
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  });

  it("is no harm as a value nested a hundred thousand deep", async () => {
    const deep = `{"query":"query ($a: Int) { states { code } }","variables":{"b":${"[".repeat(45_000)}${"]".repeat(45_000)}}}`;
    expect((await post(deep)).status).toBeLessThan(500);
  });
});
