// The plans of one document: one an operation and a choice of what its directives leave out. They live as long as the document.

import {
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import type { VariableValues } from "./fields-asked.js";
import { Plan } from "./plan.js";

/**
 * Fields kept for one document, all its plans together; one is about 400 bytes. A page asks for a hundred, but fragments
 * within fragments spell out ten thousand in a few lines.
 */
const MOST_FIELDS = 1_000;

export class Plans {
  private readonly fragments: Record<string, FragmentDefinitionNode> = {};
  /** Variables that decide which fields are asked for. */
  private readonly switches: readonly string[];
  private readonly known = new Map<string, Plan>();
  private fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments[definition.name.value] = definition;
    this.switches = variablesInDirectives(document);
  }

  planOf(operation: OperationDefinitionNode, rootType: GraphQLObjectType, given: VariableValues): Plan {
    const choices = this.switches
      .filter((name) => Object.hasOwn(given, name))
      .map((name) => [name, given[name]]);
    const key = JSON.stringify([operation.name?.value, choices]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { schema, fragments } = this;
    // Nothing else of the request, which would be kept with the plan.
    const variableValues = Object.fromEntries(choices) as VariableValues;
    const plan = new Plan({ schema, operation, fragments, variableValues }, rootType, (fields) =>
      this.grow(fields),
    );
    this.known.set(key, plan);
    return plan;
  }

  /** Whoever holds a plan goes on with it; the next one makes it anew. */
  private grow(fields: number): void {
    this.fields += fields;
    if (this.fields <= MOST_FIELDS) return;
    this.known.clear();
    this.fields = 0;
  }
}

function variablesInDirectives(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE]: (directive) => {
      visit(directive, { [Kind.VARIABLE]: ({ name }) => void names.add(name.value) });
    },
  });
  return [...names];
}
