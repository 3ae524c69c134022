// A token made for reading changes nothing, whatever its account may do.

import type { ApolloServerPlugin } from "@apollo/server";
import { GraphQLError, OperationTypeNode } from "graphql";
import { problem } from "../domain/problem.js";
import type { RequestContext, StaffContext } from "./shared/context.js";

const FOUND = problem(
  "NOT_ALLOWED",
  "headers.authorization",
  "The token is for reading only.",
  "Send one with the scopes READ_WRITE, or sign in.",
);

export const refuseChangesOfReaders: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ operation, contextValue }) => {
        const { viewer } = contextValue as Partial<StaffContext>;
        if (operation?.operation !== OperationTypeNode.QUERY && viewer?.scopes === "READ") {
          throw new GraphQLError(`${FOUND.path}: ${FOUND.message} ${FOUND.fix}`, {
            extensions: { code: "FORBIDDEN", problems: [FOUND], http: { status: 403 } },
          });
        }
        return Promise.resolve();
      },
    }),
};
