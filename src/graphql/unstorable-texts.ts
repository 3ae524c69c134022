// Refuses texts with characters that can be neither stored nor shown, whatever they are for, so that no mutation has to think of it.

import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, visit, type DocumentNode } from "graphql";
import type { Problem } from "../domain/problem.js";
import { checkStorable } from "../domain/text.js";
import { variablesOf } from "./execution/variables.js";
import type { RequestContext } from "./shared/context.js";
import { pathInDocument } from "./shared/input-errors.js";

export const refuseUnstorableTexts: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ schema, document, operation, request }) => {
        // Only what the operation declares: anything else is never looked at, and may be nested without end.
        const declared =
          operation === undefined ? undefined : variablesOf(schema, operation, request.variables).coerced;
        const problems = [...problemsInDocument(document), ...problemsIn(declared ?? {}, "")];
        if (problems.length > 0) throw refusal(problems);
        return Promise.resolve();
      },
    }),
};

function refusal(problems: readonly Problem[]): GraphQLError {
  return new GraphQLError(problems.map(({ path, message, fix }) => `${path}: ${message} ${fix}`).join(" "), {
    extensions: { code: "BAD_USER_INPUT", problems, http: { status: 400 } },
  });
}

/** A document is kept and asked again; its own texts are looked at once. */
const problemsOfDocument = new WeakMap<DocumentNode, readonly Problem[]>();

function problemsInDocument(document: DocumentNode): readonly Problem[] {
  const known = problemsOfDocument.get(document) ?? findProblems(document);
  problemsOfDocument.set(document, known);
  return known;
}

function findProblems(document: DocumentNode): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    StringValue(node) {
      // Where it stands is found only for a text that is at fault: it takes a parse.
      if (checkStorable("", node.value).length === 0) return;
      problems.push(...checkStorable(pathInDocument(node) ?? "query", node.value));
    },
  });
  return problems;
}

function problemsIn(value: unknown, path: string): readonly Problem[] {
  if (typeof value === "string") return checkStorable(path, value);
  if (Array.isArray(value))
    return value.flatMap((item, index) => problemsIn(item, `${path}[${String(index)}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    problemsIn(item, path === "" ? name : `${path}.${name}`),
  );
}
