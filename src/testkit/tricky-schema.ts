// A schema with everything in it, whose resolvers do whatever a seed says: give, promise, refuse, break, or forget.

import {
  getNamedType,
  getNullableType,
  GraphQLEnumType,
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isListType,
  isNonNullType,
  responsePathAsArray,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLOutputType,
} from "graphql";
import { createHash } from "node:crypto";
import type { Choices } from "./random-documents.js";

export interface World {
  readonly seed: number;
  /** Some of what is given is promised first. */
  readonly isAsync: boolean;
}

/** What to send for the arguments of the schema. */
export const CHOICES: Choices = {
  "text: String": ["x", "", null, 'with "quotes"'],
  "number: Int": [0, 1, -5],
  "colors: [Color]": [["RED"], ["RED", "GREEN"], []],
  "box: Box": [{ size: 3 }, { size: 1, label: null, inner: { size: 2 } }],
};

type Field = GraphQLFieldConfig<unknown, World>;

function must(type: GraphQLOutputType): GraphQLOutputType {
  return new GraphQLNonNull(isNonNullType(type) ? type.ofType : type);
}

/** A field whose resolver follows the seed and the place. */
function field(type: GraphQLOutputType, args: GraphQLFieldConfigArgumentMap = {}): Field {
  return {
    type,
    args,
    resolve: (_source, given, world, { path }) => {
      const at = `${responsePathAsArray(path).join(".")} ${JSON.stringify(given)}`;
      return behave(world, at, type);
    },
  };
}

/** 0 to 99, always the same for the same place. */
function dice({ seed }: World, at: string): number {
  return (
    createHash("sha256")
      .update(`${String(seed)} ${at}`)
      .digest()
      .readUInt16BE(0) % 100
  );
}

function behave(world: World, at: string, type: GraphQLOutputType): unknown {
  // What must be there and fails at once ends what was promised beside it, in graphql-js after a while only.
  if (world.isAsync && (isNonNullType(type) || dice(world, `${at} is promised`) < 30))
    return promised(world, at, type);
  return misbehave(world, at) ?? valueOf(world, at, type);
}

/** @returns undefined when it behaves */
function misbehave(world: World, at: string): unknown {
  const roll = dice(world, `${at} behaves`);
  if (roll < 3) throw new Error(`thrown at ${at}`);
  if (roll < 4) throw new GraphQLError(`refused at ${at}`, { extensions: { code: "REFUSED" } });
  if (roll < 6) return new Error(`given at ${at}`);
  return undefined;
}

/** Each in a turn of its own: what comes first is no matter of chance. */
async function promised(world: World, at: string, type: GraphQLOutputType): Promise<unknown> {
  const turns = dice(world, `${at} takes`);
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  return misbehave(world, at) ?? valueOf(world, at, type);
}

function valueOf(world: World, at: string, type: GraphQLOutputType): unknown {
  const roll = dice(world, `${at} is there`);
  if (roll < 6) return roll < 3 ? null : undefined;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (roll < 8) return "no list";
    const items = Array.from({ length: roll % 4 }, (_, index) =>
      itemOf(world, `${at}[${String(index)}]`, nullable.ofType),
    );
    return roll < 50 ? items : new Set(items);
  }
  return leafOrObject(world, at, getNamedType(nullable).name, roll);
}

/** As behave, but what would be thrown is given. */
function itemOf(world: World, at: string, type: GraphQLOutputType): unknown {
  try {
    return behave(world, at, type);
  } catch (error) {
    return error;
  }
}

function leafOrObject(world: World, at: string, type: string, roll: number): unknown {
  switch (type) {
    case "String":
      return roll < 10 ? { no: "text" } : `text at ${at}`;
    case "Int":
      return roll < 10 ? "no number" : roll;
    case "Odd":
      return roll;
    case "Color":
      return roll < 10 ? "PURPLE" : roll % 3;
    case "Plain":
      return new PlainSource(world, at);
    default:
      return { kind: type === "Thing" || roll < 50 ? "Thing" : "Other" };
  }
}

/** Fields without resolvers. */
class PlainSource {
  readonly text: string;
  readonly numbers = [1, 2, 3];

  constructor(
    private readonly world: World,
    private readonly at: string,
  ) {
    this.text = `plain at ${at}`;
  }

  get getter(): unknown {
    return misbehave(this.world, `${this.at} getter`) ?? `got at ${this.at}`;
  }

  get promise(): unknown {
    return this.world.isAsync ? promised(this.world, `${this.at} promise`, GraphQLString) : "no promise";
  }

  method({ number }: { readonly number?: number }, { seed }: World): unknown {
    return misbehave(this.world, `${this.at} method`) ?? `${this.text} ${String(number)} ${String(seed)}`;
  }
}

/**
 * @param mustItems whether lists say that no item is null. graphql-js forgets items that are promised when one beside them
 * fails at once, and their failures end the process
 */
export function trickySchema({ mustItems }: { readonly mustItems: boolean }): GraphQLSchema {
  const item = (type: GraphQLOutputType) => new GraphQLList(mustItems ? must(type) : type);
  const odd = new GraphQLScalarType({
    name: "Odd",
    serialize: (value) => {
      if (typeof value === "number" && value % 2 === 1) return value;
      throw new TypeError(`${String(value)} is not odd.`);
    },
  });
  const color = new GraphQLEnumType({
    name: "Color",
    values: { RED: { value: 0 }, GREEN: { value: 1 }, BLUE: { value: 2 } },
  });
  const box: GraphQLInputObjectType = new GraphQLInputObjectType({
    name: "Box",
    fields: () => ({
      size: { type: new GraphQLNonNull(GraphQLInt) },
      label: { type: GraphQLString, defaultValue: "a box" },
      inner: { type: box },
    }),
  });
  const named = new GraphQLInterfaceType({
    name: "Named",
    fields: { name: { type: GraphQLString } },
    resolveType: (value, world: World) => {
      const { kind } = value as { readonly kind: string };
      return world.isAsync && dice(world, kind) < 50 ? Promise.resolve(kind) : kind;
    },
  });
  const plain = new GraphQLObjectType<unknown, World>({
    name: "Plain",
    fields: {
      text: { type: must(GraphQLString) },
      numbers: { type: new GraphQLList(GraphQLInt) },
      getter: { type: GraphQLString },
      promise: { type: GraphQLString },
      missing: { type: GraphQLString },
      method: { type: GraphQLString, args: { number: { type: GraphQLInt, defaultValue: 7 } } },
    },
  });
  const fields = (): Record<string, Field> => ({
    name: field(GraphQLString),
    mustName: field(must(GraphQLString)),
    odd: field(odd),
    mustOdd: field(must(odd)),
    color: field(color),
    names: field(item(GraphQLString)),
    mustMatrix: field(must(new GraphQLList(item(GraphQLInt)))),
    plain: field(plain),
    mustPlain: field(must(plain)),
    thing: field(thing),
    mustThing: field(must(thing)),
    things: field(new GraphQLList(thing)),
    mustThings: field(must(item(thing))),
    named: field(named),
    mustNamed: field(must(item(named))),
    either: field(either),
    echo: field(GraphQLString, {
      text: { type: GraphQLString, defaultValue: "nothing" },
      number: { type: new GraphQLNonNull(GraphQLInt) },
      colors: { type: new GraphQLList(new GraphQLNonNull(color)) },
      box: { type: box },
    }),
  });
  const thing = new GraphQLObjectType<unknown, World>({ name: "Thing", interfaces: [named], fields });
  const other = new GraphQLObjectType<unknown, World>({
    name: "Other",
    interfaces: [named],
    fields: () => ({ name: field(GraphQLString), secret: field(must(GraphQLString)), thing: field(thing) }),
  });
  const either = new GraphQLUnionType({
    name: "Either",
    types: [thing, other],
    resolveType: (value) => (value as { readonly kind: string }).kind,
  });
  return new GraphQLSchema({
    query: new GraphQLObjectType<unknown, World>({ name: "Query", fields }),
    mutation: new GraphQLObjectType<unknown, World>({ name: "Mutation", fields }),
    types: [thing, other],
  });
}
