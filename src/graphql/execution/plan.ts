// How a query is answered, found out once: which fields each selection asks for, how each is resolved, and what becomes of its
// value. A plan is data, and never code.

import {
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { constantArgs } from "./args.js";
import { definitionOf, fieldsAskedOf, type Nodes, type VariableValues } from "./fields-asked.js";

export type Args = Readonly<Record<string, unknown>>;

/** One field of the answer. */
export interface FieldPlan {
  readonly responseName: string;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  /** Where the query asks for it. */
  readonly nodes: Nodes;
  /** Undefined: the property of that name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  /** The same for every request; null when they depend on variables, or are at fault. */
  readonly args: Args | null;
  readonly shape: Shape;
}

/** What becomes of a value. */
export type Shape = LeafShape | ListShape | ObjectShape | AbstractShape;

export interface LeafShape {
  readonly kind: "LEAF";
  readonly isNonNull: boolean;
  readonly type: GraphQLLeafType;
}

interface ListShape {
  readonly kind: "LIST";
  readonly isNonNull: boolean;
  readonly item: Shape;
}

interface ObjectShape {
  readonly kind: "OBJECT";
  readonly isNonNull: boolean;
  readonly selection: Selection;
}

export interface AbstractShape {
  readonly kind: "ABSTRACT";
  readonly isNonNull: boolean;
  readonly type: GraphQLAbstractType;
  readonly selections: Selections;
}

/** What a plan is made from. */
export interface Setting {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Only those that decide which fields are asked for matter. */
  readonly variableValues: VariableValues;
}

export class Plan {
  readonly root: Selection;

  constructor(
    readonly setting: Setting,
    rootType: GraphQLObjectType,
    /** Told how many fields have been planned, each time there are more. */
    readonly grown: (fields: number) => void,
  ) {
    this.root = new Selection(this, rootType, [setting.operation]);
  }
}

/**
 * The fields asked of one type in one place. Found out when the first value arrives there: fragments within fragments can
 * spell out far more places than are ever reached.
 */
export class Selection {
  private planned: readonly FieldPlan[] | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly type: GraphQLObjectType,
    private readonly nodes: readonly (FieldNode | OperationDefinitionNode)[],
  ) {}

  get fields(): readonly FieldPlan[] {
    return (this.planned ??= planFields(this.plan, this.type, this.nodes));
  }
}

/** The fields asked of a value whose type shows only when it is there. */
export class Selections {
  private readonly known = new Map<GraphQLObjectType, Selection>();

  constructor(
    private readonly plan: Plan,
    private readonly nodes: readonly FieldNode[],
  ) {}

  of(type: GraphQLObjectType): Selection {
    const known = this.known.get(type) ?? new Selection(this.plan, type, this.nodes);
    this.known.set(type, known);
    return known;
  }
}

function planFields(
  plan: Plan,
  type: GraphQLObjectType,
  nodes: readonly (FieldNode | OperationDefinitionNode)[],
): readonly FieldPlan[] {
  const fields: FieldPlan[] = [];
  for (const [responseName, asked] of fieldsAskedOf(type, nodes, plan.setting)) {
    const definition = definitionOf(plan.setting.schema, type, asked[0].name.value);
    if (definition !== undefined) fields.push(planField(plan, type, definition, responseName, asked));
  }
  plan.grown(fields.length);
  return fields;
}

function planField(
  plan: Plan,
  parentType: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
  responseName: string,
  nodes: Nodes,
): FieldPlan {
  return {
    responseName,
    definition,
    parentType,
    nodes,
    resolve: definition === TypeNameMetaFieldDef ? () => parentType.name : definition.resolve,
    args: constantArgs(definition, nodes[0]),
    shape: shapeOf(plan, definition.type, nodes),
  };
}

function shapeOf(plan: Plan, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
  const isNonNull = isNonNullType(type);
  const nullable = getNullableType(type);
  if (isLeafType(nullable)) return { kind: "LEAF", isNonNull, type: nullable };
  if (isListType(nullable)) return { kind: "LIST", isNonNull, item: shapeOf(plan, nullable.ofType, nodes) };
  if (isObjectType(nullable))
    return { kind: "OBJECT", isNonNull, selection: new Selection(plan, nullable, nodes) };
  return { kind: "ABSTRACT", isNonNull, type: nullable, selections: new Selections(plan, nodes) };
}
