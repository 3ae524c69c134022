// The executor against graphql-js, which says what is right: the same bytes, whatever is asked and whatever resolvers do.

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  buildSchema,
  execute,
  getIntrospectionQuery,
  parse,
  type ExecutionResult,
  type GraphQLInterfaceType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from "graphql";
import { randomDocument } from "../../testkit/random-documents.js";
import { CHOICES, trickySchema, type World } from "../../testkit/tricky-schema.js";
import { executor } from "./executor.js";

interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

const NOTHING = { operationName: undefined, variables: undefined, context: undefined };

interface Answers {
  readonly own: ExecutionResult;
  readonly right: ExecutionResult;
}

/** Both answer. The own one twice, as the second time the plan is there already. */
async function answersTo(schema: GraphQLSchema, question: Question, contextValue: unknown): Promise<Answers> {
  const { query, variables, operationName } = question;
  const document = parse(query);
  const run = executor(schema);
  const ask = () => run({ document, operationName, variables, context: contextValue });
  const first = await ask();
  const own = await ask();
  expect(inBytes(own)).toBe(inBytes(first));
  const right = await execute({
    schema,
    document,
    contextValue,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
  });
  return { own, right };
}

function inBytes({ data, errors }: ExecutionResult): string {
  return JSON.stringify({ data, errors });
}

/** When several fail in one turn, their order is a matter of how promises are chained. */
function inAnyOrder({ data, errors = [] }: ExecutionResult): string {
  return JSON.stringify([data, errors.map((error) => JSON.stringify(error)).sort()]);
}

/** @returns how many answers held errors */
async function compare(
  schema: GraphQLSchema,
  isAsync: boolean,
  text: (result: ExecutionResult) => string,
): Promise<number> {
  let withErrors = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.nat(), async (any, seed) => {
      const document = randomDocument(schema, CHOICES, (many) => any(fc.nat, { max: many - 1 }), {
        roots: 3,
        depth: 3,
      });
      fc.pre(document !== null);
      const world: World = { seed, isAsync };
      const { own, right } = await answersTo(schema, document, world);
      expect(text(own)).toBe(text(right));
      if (right.errors !== undefined) withErrors++;
    }),
    { numRuns: 150, endOnFailure: true },
  );
  return withErrors;
}

describe("the executor", () => {
  it("answers as graphql-js does when everything is there at once", async () => {
    expect(await compare(trickySchema({ mustItems: true }), false, inBytes)).toBeGreaterThan(20);
  });

  it("answers as graphql-js does when some of it is promised", async () => {
    expect(await compare(trickySchema({ mustItems: false }), true, inAnyOrder)).toBeGreaterThan(20);
  });

  it.each<[string, Question]>([
    ["a mutation", { query: "mutation { name mustName color }" }],
    ["one of several operations", { query: "query A { name } query B { color }", operationName: "B" }],
    ["several operations and none named", { query: "query A { name } query B { color }" }],
    ["an operation that is not there", { query: "query A { name }", operationName: "C" }],
    ["no operation at all", { query: "fragment F on Query { name }" }],
    [
      "a variable of the wrong kind",
      { query: "query ($n: Int!) { echo(number: $n) }", variables: { n: "x" } },
    ],
    ["a variable left out", { query: "query ($n: Int!) { echo(number: $n) }" }],
    [
      "a hundred faults in a variable",
      {
        query: "query ($c: [Color!]) { echo(number: 1, colors: $c) }",
        variables: { c: Array(100).fill("NONE") },
      },
    ],
    [
      "null where nothing stands for the default",
      { query: "query ($t: String) { echo(number: 1, text: $t) }" },
    ],
    [
      "a field that is to be called __proto__",
      { query: "{ __proto__: __typename plain { __proto__: method } }" },
    ],
    [
      "fields called like what every object has",
      { query: "{ constructor: __typename toString: __typename toJSON: plain { valueOf: text } }" },
    ],
    ["nothing, as all is left out", { query: "{ name @skip(if: true) plain { text @include(if: false) } }" }],
  ])("answers %s as graphql-js does", async (_what, question) => {
    const { own, right } = await answersTo(trickySchema({ mustItems: true }), question, {
      seed: 7,
      isAsync: false,
    });
    expect(inBytes(own)).toBe(inBytes(right));
  });

  it("heeds directives anew each time the same document is asked", async () => {
    const schema = trickySchema({ mustItems: true });
    const document = parse(
      "query ($a: Boolean!, $b: Boolean = true) { name @include(if: $a) plain @skip(if: $b) { text } ...F @include(if: $a) } fragment F on Query { color @skip(if: $b) }",
    );
    const run = executor(schema);
    for (const variables of [
      { a: true },
      { a: false },
      { a: true, b: false },
      { a: true, b: null },
      { a: true },
    ]) {
      const context: World = { seed: 1, isAsync: false };
      const right = await execute({ schema, document, variableValues: variables, contextValue: context });
      const own = await run({ document, operationName: undefined, variables, context });
      expect(inBytes(own)).toBe(inBytes(right));
    }
  });

  it("outlives what was promised beside something that failed at once", async () => {
    const schema = buildSchema("type Query { items: [Item!] } type Item { name: String! }");
    const failing = { name: () => Promise.reject(new Error("later")) };
    const items = [failing, Promise.reject(new Error("promised")), null, failing];
    schema.getQueryType()!.getFields()["items"]!.resolve = () => items;
    const ask = executor(schema)({ document: parse("{ items { name } }"), ...NOTHING });
    // graphql-js leaves rejections behind here that nobody hears, which end the process.
    const { data, errors } = await ask;
    expect(data).toEqual({ items: null });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ["Cannot return null for non-nullable field Query.items.", ["items", 2]],
    ]);
  });

  it("says that a value is of no type that the schema has there, and that a scalar gave nothing", async () => {
    const schema = buildSchema(
      "interface Named { name: String } type Town implements Named { name: String } type River { name: String } type Query { named: Named lost: Lost river: River } scalar Lost",
    );
    const fields = schema.getQueryType()!.getFields();
    (schema.getType("Named") as GraphQLInterfaceType).resolveType = () => "River";
    fields["named"]!.resolve = () => ({});
    (schema.getType("Lost") as GraphQLScalarType).serialize = () => null;
    fields["lost"]!.resolve = () => "it";
    const { data, errors } = await executor(schema)({
      document: parse("{ named { name } lost }"),
      ...NOTHING,
    });
    expect(data).toEqual({ named: null, lost: null });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ["A value of Named said that it is a River.", ["named"]],
      ["Expected Lost.serialize(it) to give a value.", ["lost"]],
    ]);
  });

  it("is not made for a schema that leaves it open which type a value is of", () => {
    const guesses = buildSchema(
      "union Either = A | B type A { a: Int } type B { b: Int } type Query { either: Either }",
    );
    expect(() => executor(guesses)).toThrow("these do not, or ask the value: Either.");
    const asks = buildSchema("type Query { name: String }");
    asks.getQueryType()!.isTypeOf = () => true;
    expect(() => executor(asks)).toThrow("Query");
  });

  it("answers introspection as graphql-js does", async () => {
    const { own, right } = await answersTo(
      trickySchema({ mustItems: true }),
      { query: getIntrospectionQuery() },
      {},
    );
    expect(inBytes(own)).toBe(inBytes(right));
    expect(own.data).toHaveProperty("__schema");
  });
});
