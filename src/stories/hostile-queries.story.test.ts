// Queries that are small to send and were slow to refuse: deep ones are refused by their brackets, and of many faults the first few
// are told.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { startApp, type TestApp } from "../testkit/app.js";

let app: TestApp;
beforeAll(async () => {
  app = await startApp("reference");
});
afterAll(() => app.close());

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(" ");

/** The same in brackets, so many levels deep. */
const inside = (levels: number, open: string, close: string, core = "") =>
  `${open.repeat(levels)}${core}${close.repeat(levels)}`;

/** @param variables as JSON: what is nested so deeply, this test could not write from an object */
async function send(query: string, variables = "{}") {
  const answer = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  });
  const text = await answer.text();
  const { errors = [] } = JSON.parse(text) as {
    errors?: readonly { message: string; extensions: { code: string; problems: object[] } }[];
  };
  return { status: answer.status, length: text.length, errors, code: errors[0]?.extensions.code };
}

describe("a deep query", () => {
  const DEEP = 1_900;

  it.each([
    ["lists in an argument", `{ county(fips: ${inside(DEEP, "[", "]")}) { name } }`],
    ["objects in an argument", `{ county(fips: ${inside(1_200, "{a:", "}", "1")}) { name } }`],
    ["lists in a directive", `{ states @include(if: ${inside(DEEP, "[", "]")}) { code } }`],
    ["selections", inside(1_300, "{ states ", "}", "{ code }")],
    ["inline fragments", `{ states ${inside(1_300, "{ ...", "}", "{ code }")} }`],
    ["inline fragments with a type", `{ states ${inside(900, "{ ... on State ", "}", "{ code }")} }`],
    [
      "lists in the default of a variable",
      `query ($a: String = ${inside(DEEP, "[", "]")}) { states { code } }`,
    ],
    ["the type of a variable", `query ($a: ${inside(DEEP, "[", "]", "String")}) { states { code } }`],
    ["what is never closed", `{ county(fips: ${"[".repeat(DEEP)}`],
    ["a fragment", `{ ...A } fragment A on Query ${inside(1_300, "{ states ", "}", "{ code }")}`],
  ])("is refused before it is parsed: %s", async (_what, query) => {
    const { status, code, errors, length } = await send(query);
    expect([status, code, errors.length]).toEqual([400, "QUERY_TOO_LARGE", 1]);
    expect(errors[0]?.message).toMatch(/^query: The query nests .* more than \d+ levels deep\./);
    expect(length).toBeLessThan(1_000);
  });

  it("is refused as well when it comes by GET", async () => {
    const query = `{ county(fips: ${inside(200, "[", "]")}) { name } }`;
    const answer = await fetch(`${app.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { "apollo-require-preflight": "true" },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("QUERY_TOO_LARGE");
  });

  it("is none when the brackets stand in texts and comments, or one after the other", async () => {
    const brackets = "[".repeat(100);
    const asked = `# ${brackets}\n{ states { code } county(fips: "${brackets}") { name } ${times(40, (index) => `a${String(index)}: states { code }`)} }`;
    expect((await send(asked)).code).not.toBe("QUERY_TOO_LARGE");
  });

  it.each([
    ["a variable", `{ "fips": ${inside(45_000, "[", "]")} }`],
    ["a variable that is an object", `{ "fips": ${inside(15_000, '{"a":', "}", "1")} }`],
    ["a variable that nobody declared", `{ "other": ${inside(45_000, "[", "]")} }`],
  ])("is no worse in %s", async (_what, variables) => {
    const answer = await send("query ($fips: CountyFips!) { county(fips: $fips) { name } }", variables);
    expect([answer.status, answer.code]).toEqual([400, "BAD_USER_INPUT"]);
    expect(answer.length).toBeLessThan(4_000);
  });

  it("is answered by a chain of fragments as by what they hold, and refused as a circle", async () => {
    const chain = (count: number, last: string) =>
      `{ ...F0 } ${times(count, (index) => `fragment F${String(index)} on Query { ...F${String(index + 1)} }`)} fragment F${String(count)} on Query { ${last} }`;
    expect((await send(chain(400, "states { code }"))).errors).toEqual([]);
    const circle = await send(chain(400, "...F0"));
    expect([circle.status, circle.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
    expect(circle.length).toBeLessThan(4_000);
  });
});

describe("a query full of faults", () => {
  const name = (index: number, length: number) => `n${String(index)}${"x".repeat(length)}`;

  it.each([
    ["unknown fields", `{ ${times(3_900, (index) => name(index, 3))} }`],
    ["unknown directives", `{ states ${times(1_900, (index) => `@${name(index, 2)}`)} { code } }`],
    ["unknown names of 1.5 kB", `{ ${times(60, (index) => name(index, 1_500))} }`],
    ["one unknown name of 90 kB", `{ ${name(0, 90_000)} }`],
    ["unknown arguments", `{ states(${times(900, (index) => `${name(index, 60)}: 1`)}) { code } }`],
    [
      "unknown types",
      `query (${times(700, (index) => `$v${String(index)}: ${name(index, 90)}`)}) { states { code } }`,
    ],
    ["unknown fragments", `{ ${times(1_900, (index) => `...${name(index, 30)}`)} }`],
    [
      "unused fragments",
      `{ states { code } } ${times(500, (index) => `fragment ${name(index, 60)} on State { code }`)}`,
    ],
    ["unused variables", `query (${times(900, (index) => `$${name(index, 60)}: Int`)}) { states { code } }`],
    [
      "fields that conflict",
      `{ ${times(300, (index) => `a: county(fips: "${name(index, 100)}") { name }`)} }`,
    ],
    ["a long text where an enum belongs", `{ definitions(kind: "${"x y ".repeat(20_000)}") { id } }`],
    ["a long word that does not end", `{ states { code } } "${"x".repeat(50_000)}`],
    ["one name, over and over", `{ states { ${times(3_900, () => "code")} } }`],
    ["near misses of a name that is there", `{ ${times(3_900, (index) => `state${String(index)}`)} }`],
  ])("is refused with the first few: %s", async (_what, query) => {
    const { status, code, errors, length } = await send(query);
    expect(status).toBe(400);
    expect(["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"]).toContain(code);
    expect(errors.length).toBeLessThanOrEqual(6);
    expect(length).toBeLessThan(4_000);
    for (const word of JSON.stringify(errors).split(/[^A-Za-z0-9]/))
      expect(word.length).toBeLessThanOrEqual(61);
  });

  it("says what is wrong with a query that takes too long to check", async () => {
    const { errors } = await send(`{ states { ${times(3_900, () => "code")} } }`);
    expect(errors[0]?.message).toBe(
      "query: The query repeats so many fields, or nests so many fragments, that checking it takes too long. Ask for each field once and use fewer fragments, or split it into several requests.",
    );
  });

  it("still suggests the name that was meant", async () => {
    const { errors } = await send("{ statess { code } }");
    expect(errors[0]?.message).toContain('Did you mean "states"');
  });
});

describe("the schema, asked for itself", () => {
  const WHOLE =
    "fragment Whole on __Schema { types { description fields { description args { description } } enumValues { description } } }";

  it.each([
    [
      "many times in one query",
      `{ ${times(400, (index) => `a${String(index)}: __schema { ...Whole }`)} } ${WHOLE}`,
    ],
    [
      "the same of every field, many times",
      `{ __schema { types { fields { ${times(1_200, (index) => `a${String(index)}: description`)} } } } }`,
    ],
    [
      "the same of every type, many times",
      `{ __schema { types { ${times(1_200, (index) => `a${String(index)}: description`)} } } }`,
    ],
  ])("costs what it takes: %s", async (_what, query) => {
    const { status, code, length } = await send(query);
    expect([status, code]).toEqual([400, "QUERY_TOO_COSTLY"]);
    expect(length).toBeLessThan(1_000);
  });

  it("is told whole, as tools ask for it", async () => {
    for (const query of [getIntrospectionQuery(), getIntrospectionQuery(EVERYTHING)])
      expect((await send(query)).status).toBe(200);
  });

  const EVERYTHING = {
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  };
});
