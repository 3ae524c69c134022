// Which parts of reports a query asks for: each field says what it reads, so that nothing else is read.

import {
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
} from "graphql";
import { Extensions } from "type-graphql";
import type { ReportPart } from "../../../usecases/ports.js";

/** Declares what a field looks at of a report, besides the report itself. */
export function Reads(...reads: readonly ReportPart[]) {
  return Extensions({ reads });
}

function readsOf(field: GraphQLField<unknown, unknown> | null | undefined): readonly ReportPart[] {
  return (field?.extensions["reads"] ?? []) as readonly ReportPart[];
}

/** A plan hands over the same nodes each time. */
const known = new WeakMap<readonly FieldNode[], ReadonlySet<ReportPart>>();

/** What the fields below the one that is being resolved read, those that a directive leaves out among them. */
export function partsAsked(info: GraphQLResolveInfo): ReadonlySet<ReportPart> {
  const parts = known.get(info.fieldNodes) ?? findParts(info);
  known.set(info.fieldNodes, parts);
  return parts;
}

function findParts({
  fieldNodes,
  parentType,
  schema,
  fragments,
}: GraphQLResolveInfo): ReadonlySet<ReportPart> {
  const parts = new Set<ReportPart>();
  const spread = new Set<string>();
  const look = (node: ASTNode) => {
    const types = new TypeInfo(schema, parentType);
    const visitor = visitWithTypeInfo(types, {
      Field() {
        for (const part of readsOf(types.getFieldDef())) parts.add(part);
      },
      FragmentSpread({ name: { value } }) {
        const fragment = fragments[value];
        if (fragment === undefined || spread.has(value)) return;
        spread.add(value);
        look(fragment);
      },
    });
    visit(node, visitor);
  };
  for (const node of fieldNodes) look(node);
  return parts;
}
