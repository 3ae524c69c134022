import { describe, expect, it } from "@jest/globals";
import { buildSchema, getOperationAST, parse } from "graphql";
import { answer } from "./answer.js";
import { Plans } from "./plans.js";

const schema = buildSchema("type Query { me: Query name: String }");
const rootType = schema.getQueryType()!;
rootType.getFields()["me"]!.resolve = () => ({ name: "me" });

function plansOf(text: string) {
  const document = parse(text);
  const plans = new Plans(schema, document);
  const operation = getOperationAST(document, null)!;
  return { planWith: (variables: Record<string, unknown>) => plans.planOf(operation, rootType, variables) };
}

/** 2 to the power of `levels` fields, and some, in a few lines. */
function spreading(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) => {
    const below = level === 0 ? "name" : `...F${String(level - 1)}`;
    return `fragment F${String(level)} on Query { a: me { ${below} } b: me { ${below} } }`;
  });
  return `{ ...F${String(levels - 1)} } ${fragments.join(" ")}`;
}

describe("the plans of a document", () => {
  it("are one for each choice of what directives leave out, whatever else the request brings", () => {
    const { planWith } = plansOf("query ($on: Boolean!, $n: Int) { name @include(if: $on) me { name } }");
    expect(planWith({ on: true, n: 1 })).toBe(planWith({ on: true, n: 2 }));
    expect(planWith({ on: true })).not.toBe(planWith({ on: false }));
    expect(planWith({ on: true, n: "a long text" }).setting.variableValues).toEqual({ on: true });
  });

  it("plan only what is reached", () => {
    const { planWith } = plansOf(spreading(40));
    expect(planWith({}).root.fields.map(({ responseName }) => responseName)).toEqual(["a", "b"]);
  });

  it("are made anew when fragments have spelled out more fields than are kept, and answer all the same", () => {
    const small = plansOf(spreading(5));
    const kept = small.planWith({});
    void answer(kept, undefined, {});
    expect(small.planWith({})).toBe(kept);

    const large = plansOf(spreading(10));
    const plan = large.planWith({});
    const first = JSON.stringify(answer(plan, undefined, {}));
    expect(large.planWith({})).not.toBe(plan);
    expect(JSON.stringify(answer(large.planWith({}), undefined, {}))).toBe(first);
    expect(first.split('"name":"me"').length - 1).toBe(1024);
  });
});
