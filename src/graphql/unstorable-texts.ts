// Refuses texts that PostgreSQL cannot hold, with U+0000 or half of a character: further in, they would look like a bug of ours.

import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, visit, type DocumentNode } from "graphql";
import { problem } from "../domain/problem.js";
import { variablesOf } from "./execution/variables.js";
import type { RequestContext } from "./shared/context.js";
import { pathInDocument } from "./shared/input-errors.js";

// With the flag u, a surrogate is matched only where its other half is missing.
const isStorable = (text: string) => !/[\0\p{Surrogate}]/u.test(text);

export const refuseUnstorableTexts: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ schema, document, operation, request }) => {
        // Only what the operation declares: anything else is never looked at, and may be nested without end.
        const declared =
          operation === undefined ? undefined : variablesOf(schema, operation, request.variables).coerced;
        const paths = [...pathsInDocument(document), ...pathsIn(declared ?? {}, "")];
        if (paths.length > 0) throw refusal(paths);
        return Promise.resolve();
      },
    }),
};

function refusal(paths: readonly string[]): GraphQLError {
  const problems = paths.map((path) =>
    problem(
      "BAD_VALUE",
      path,
      "The text holds the character U+0000, or half of a character, which no database can keep.",
      "Leave it out.",
    ),
  );
  return new GraphQLError(problems.map(({ path, message, fix }) => `${path}: ${message} ${fix}`).join(" "), {
    extensions: { code: "BAD_USER_INPUT", problems, http: { status: 400 } },
  });
}

/** A document is kept and asked again; its own texts are looked at once. */
const pathsOfDocument = new WeakMap<DocumentNode, readonly string[]>();

function pathsInDocument(document: DocumentNode): readonly string[] {
  const known = pathsOfDocument.get(document) ?? findPaths(document);
  pathsOfDocument.set(document, known);
  return known;
}

function findPaths(document: DocumentNode): readonly string[] {
  const paths: string[] = [];
  visit(document, {
    StringValue(node) {
      if (!isStorable(node.value)) paths.push(pathInDocument(node) ?? "query");
    },
  });
  return paths;
}

function pathsIn(value: unknown, path: string): readonly string[] {
  if (typeof value === "string") return isStorable(value) ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsIn(item, `${path}[${String(index)}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    pathsIn(item, path === "" ? name : `${path}.${name}`),
  );
}
