// Queries put together at random from a schema: fields, aliases, arguments, variables, fragments and directives.

import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { createHash } from "node:crypto";
import { literal, type Document } from "./schema-walk.js";

/** What may be sent for an argument: `name: Type` without marks of non-null → values to choose from. */
export type Choices = Readonly<Record<string, readonly unknown[]>>;

/** @returns a number from 0 to below `many` */
export type Pick = (many: number) => number;

export interface Size {
  /** Fields of the root. */
  readonly roots: number;
  /** Levels of fields below each other. */
  readonly depth: number;
}

/** @returns null: what came together is no valid query; try again */
export function randomDocument(
  schema: GraphQLSchema,
  choices: Choices,
  pick: Pick,
  { roots, depth }: Size,
): Document | null {
  const root = schema.getQueryType();
  if (root == null) return null;
  const writer = new Writer(schema, choices, pick);
  const body = Array.from({ length: roots }, () => writer.field(root, depth)).join(" ");
  const query = [`query Q${writer.declarations()} { ${body} }`, ...writer.fragments.values()].join("\n");
  const isValid = validate(schema, parse(query)).length === 0;
  return isValid ? { query, variables: Object.fromEntries(writer.variables.values()) } : null;
}

/** What a query of the schema can be given, as {@link Choices} names it. */
export function argumentsOf(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isCompositeType(type) && "getFields" in type && type !== schema.getMutationType(),
  ) as (GraphQLObjectType | GraphQLInterfaceType)[];
  const fields = types
    .filter(({ name }) => !name.startsWith("__"))
    .flatMap((type) => Object.values(type.getFields()));
  return [...new Set(fields.flatMap(({ args }) => args.map(keyOf)))];
}

class Writer {
  /** `$name: Type` → name and value. */
  readonly variables = new Map<string, readonly [string, unknown]>();
  readonly fragments = new Map<string, string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly choices: Choices,
    private readonly pick: Pick,
  ) {}

  declarations(): string {
    return this.variables.size === 0 ? "" : `(${[...this.variables.keys()].join(", ")})`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + this.pick(4) }, () => this.part(type, depth));
    return `{ ${parts.join(" ")} }`;
  }

  private part(type: GraphQLCompositeType, depth: number): string {
    const kind = this.pick(10);
    if (kind === 0) return "__typename";
    return kind < 3 ? this.fragment(type, depth) : this.field(type, depth);
  }

  field(type: GraphQLCompositeType, depth: number): string {
    const fields = "getFields" in type ? Object.values(type.getFields()) : [];
    const possible = fields.filter(
      ({ args, type: own }) =>
        (depth > 1 || !isCompositeType(getNamedType(own))) &&
        args.every((arg) => !isRequiredArgument(arg) || keyOf(arg) in this.choices),
    );
    if (possible.length === 0) return "__typename";
    const field = this.oneOf(possible);
    const named = getNamedType(field.type);
    const given = this.given(field);
    // What is asked with other arguments needs another name.
    const alias = given !== "" || this.pick(3) === 0 ? `a${hash(given)}_${field.name}: ` : "";
    const below = isCompositeType(named) ? this.selection(named, depth - 1) : "";
    return `${alias}${field.name}${given} ${this.directive()} ${below}`;
  }

  private given({ args }: GraphQLField<unknown, unknown>): string {
    const sent = args.filter(
      (arg) => keyOf(arg) in this.choices && (isRequiredArgument(arg) || this.pick(2) === 0),
    );
    return sent.length === 0 ? "" : `(${sent.map((arg) => `${arg.name}: ${this.value(arg)}`).join(", ")})`;
  }

  private value(arg: GraphQLArgument): string {
    const value = this.oneOf(this.choices[keyOf(arg)] ?? []);
    return this.pick(2) === 0 ? literal(value, arg.type) : this.variable(String(arg.type), value);
  }

  private variable(type: string, value: unknown): string {
    const name = `v${hash(type + JSON.stringify(value))}`;
    this.variables.set(`$${name}: ${type}`, [name, value]);
    return `$${name}`;
  }

  private directive(): string {
    const kind = this.pick(8);
    if (kind > 1) return "";
    const isOn = this.pick(2) === 0;
    const condition = this.pick(2) === 0 ? String(isOn) : this.variable("Boolean!", isOn);
    return `@${kind === 0 ? "skip" : "include"}(if: ${condition})`;
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const kind = this.pick(3);
    if (kind === 0) return `... ${this.directive()} ${this.selection(type, depth)}`;
    const about = this.oneOf(
      isObjectType(type) ? [type, ...type.getInterfaces()] : [type, ...this.schema.getPossibleTypes(type)],
    );
    const body = `on ${about.name} ${this.selection(about, depth)}`;
    if (kind === 1) return `... ${body}`;
    const name = `F${hash(body)}`;
    this.fragments.set(name, `fragment ${name} ${body}`);
    return `...${name} ${this.directive()}`;
  }

  private oneOf<T>(all: readonly T[]): T {
    const one = all[this.pick(all.length)];
    if (one === undefined) throw new Error("There is nothing to pick from.");
    return one;
  }
}

function keyOf({ name, type }: GraphQLArgument): string {
  return `${name}: ${String(type).replaceAll("!", "")}`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
