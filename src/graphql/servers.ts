// One Apollo server a schema. Executes and formats; knows nothing of HTTP routes.

import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import { gatewayTo } from "./execution/gateway.js";
import { keptDocuments } from "./execution/kept-documents.js";
import { costLimit, MOST_FAULTS, MOST_TOKENS } from "./limits.js";
import { refuseUnstorableTexts } from "./unstorable-texts.js";
import { refuseChangesOfReaders } from "./read-only-tokens.js";
import type { RequestContext } from "./shared/context.js";
import { answerUnavailable, formatError, type ErrorReporter } from "./shared/errors.js";

export function apolloServer<Context extends RequestContext>(
  schema: GraphQLSchema,
  reporter: ErrorReporter,
  mostPoints: number,
  ...more: readonly ApolloServerPlugin<Context>[]
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    gateway: gatewayTo(schema),
    // The schema is the manual; what it reaches is guarded by its resolvers, not by hiding names.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    // Queries are short: nobody need send a hash in their place, and be refused when it is not known.
    persistedQueries: false,
    documentStore: keptDocuments(),
    parseOptions: { maxTokens: MOST_TOKENS },
    validationOptions: { maxErrors: MOST_FAULTS },
    formatError: formatError(reporter, schema),
    // The process handles its own signals, in one place.
    stopOnTerminationSignals: false,
    plugins: [
      // Doubles the cost of wide answers, and live figures are never cached.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseUnstorableTexts,
      refuseChangesOfReaders,
      costLimit(mostPoints),
      answerUnavailable,
      ...more,
    ],
  });
}
