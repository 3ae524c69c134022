// Which fields a selection asks for, by the name they have in the answer: fragments spread, directives heeded.

import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  SchemaMetaFieldDef,
  typeFromAST,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

export type VariableValues = Readonly<Record<string, unknown>>;

/** Where fields are looked for. */
export interface Text {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: VariableValues;
}

/** The places that ask for one field; there is one at least. */
export type Nodes = [FieldNode, ...FieldNode[]];

/** In the order of the answer. Fields of one name are one field. */
export function fieldsAskedOf(
  type: GraphQLObjectType,
  nodes: readonly { readonly selectionSet?: SelectionSetNode | undefined }[],
  text: Text,
): ReadonlyMap<string, Nodes> {
  const found = new Map<string, Nodes>();
  const spread = new Set<string>();
  for (const { selectionSet } of nodes) if (selectionSet !== undefined) collect(selectionSet);
  return found;

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      // A fragment that is left out in one place may still be spread in another.
      if (isWanted(selection, text)) collectOne(selection);
    }
  }

  function collectOne(selection: SelectionNode): void {
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const before = found.get(name);
      if (before === undefined) found.set(name, [selection]);
      else before.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (isAbout(type, selection, text)) collect(selection.selectionSet);
    } else if (!spread.has(selection.name.value)) {
      spread.add(selection.name.value);
      const fragment = text.fragments[selection.name.value];
      if (fragment !== undefined && isAbout(type, fragment, text)) collect(fragment.selectionSet);
    }
  }
}

function isWanted(node: SelectionNode, { variableValues }: Text): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return skip?.["if"] !== true && include?.["if"] !== false;
}

function isAbout(
  type: GraphQLObjectType,
  { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
  { schema }: Text,
): boolean {
  if (typeCondition === undefined) return true;
  const asked = typeFromAST(schema, typeCondition);
  return asked === type || (isAbstractType(asked) && schema.isSubType(asked, type));
}

/** A field of the type, or one that every type has, or the root. */
export function definitionOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  const isRoot = type === schema.getQueryType();
  if (isRoot && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isRoot && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return type.getFields()[name];
}
