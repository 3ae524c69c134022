// What Apollo calls a gateway: its way of leaving execution to somebody else.

import type { ApolloServerOptionsWithGateway, BaseContext } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import { executor } from "./executor.js";

type Gateway = ApolloServerOptionsWithGateway<BaseContext>["gateway"];

export function gatewayTo(schema: GraphQLSchema): Gateway {
  const execute = executor(schema);
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => {};
    },
    load: () =>
      Promise.resolve({
        executor: async ({ document, request, context }) =>
          execute({ document, operationName: request.operationName, variables: request.variables, context }),
      }),
    stop: () => Promise.resolve(),
  };
}
