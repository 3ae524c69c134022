// A request without good credentials for what only the staff schema holds is no mistake in the query: it is told to sign in.
// What is public is answered whatever cookie is sent along, so that no page breaks for somebody whose session has ended.

import type { ApolloServerPlugin } from "@apollo/server";
import {
  FieldsOnCorrectTypeRule,
  Kind,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";
import { problem, type Problem } from "../domain/problem.js";
import type { PublicContext } from "./shared/context.js";

/** Suggestions would differ between the schemas, and with them the messages that are compared. */
const PLAIN = { hideSuggestions: true };

const NAMES = [FieldsOnCorrectTypeRule, KnownArgumentNamesRule, KnownTypeNamesRule];

/** @param open what anybody may ask @param staff what those may ask who are signed in */
export function needsSigningIn(open: GraphQLSchema, staff: GraphQLSchema): ApolloServerPlugin<PublicContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ document, errors, response, contextValue }) => {
          const { body, http } = response;
          if (errors === undefined || document === undefined || body.kind !== "single")
            return Promise.resolve();
          if (!isForStaff(document, open, staff)) return Promise.resolve();
          const found = contextValue.hasSessionEnded ? ENDED : NOBODY;
          http.status = 401;
          http.headers.set("www-authenticate", "Bearer");
          body.singleResult = {
            errors: [
              {
                message: `${found.path}: ${found.message} ${found.fix}`,
                extensions: { code: "UNAUTHENTICATED", problems: [found] },
              },
            ],
          };
          return Promise.resolve();
        },
      }),
  };
}

const ENDED: Problem = problem(
  "NOT_ALLOWED",
  "headers.cookie",
  "Your session has ended, and what you ask for is for those who are signed in.",
  'Sign in again, or send "Authorization: Bearer" with a token of an account.',
);

const NOBODY: Problem = problem(
  "NOT_ALLOWED",
  "headers.authorization",
  "What you ask for is for those who are signed in, and nobody is.",
  'Sign in, or send "Authorization: Bearer" with a token of an account.',
);

/** Whether the staff schema knows a name in it that the open one does not. */
function isForStaff(document: DocumentNode, open: GraphQLSchema, staff: GraphQLSchema): boolean {
  if (changesSomething(document) && open.getMutationType() == null) return true;
  const unknown = validate(open, document, NAMES, PLAIN).map(({ message }) => message);
  if (unknown.length === 0) return false;
  const unknownToStaff = new Set(validate(staff, document, NAMES, PLAIN).map(({ message }) => message));
  return unknown.some((message) => !unknownToStaff.has(message));
}

function changesSomething({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation.toString() === "mutation",
  );
}
