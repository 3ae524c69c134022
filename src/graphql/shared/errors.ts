// How failures leave the house: what the sender can mend is said in full, anything else is logged and masked.

import type { ApolloServerPlugin } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { AuthorizationError } from "type-graphql";
import { problem, type Outcome, type Problem } from "../../domain/problem.js";
import { MOST_FAULTS } from "../limits.js";
import { describeInputError, INPUT_ERROR_CODES } from "./input-errors.js";

/** Codes of our own errors, whose messages were written for the reader. */
const OWN_CODES: ReadonlySet<unknown> = new Set([
  "BAD_USER_INPUT",
  "FORBIDDEN",
  "QUERY_TOO_COSTLY",
  "QUERY_TOO_LARGE",
]);

/** Unwraps an outcome, or ends the field with an error that lists every problem. */
export function valueOrRefusal<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw refusal(outcome.problems);
}

export function refusal(problems: readonly Problem[]): GraphQLError {
  const isDenied = problems.some((problem) => problem.code === "NOT_ALLOWED");
  return new GraphQLError(problems.map(inWords).join(" "), {
    extensions: { code: isDenied ? "FORBIDDEN" : "BAD_USER_INPUT", problems },
  });
}

function inWords({ path, message, fix }: Problem): string {
  return `${path}: ${message} ${fix}`;
}

export interface ErrorReporter {
  /** Id under which the request is logged. */
  readonly requestId: () => string;
  readonly logBug: (error: unknown) => void;
  /** Why the database could not do its work: no bug, and it may pass. Null for any other error. */
  readonly unavailability: (error: unknown) => { readonly why: string } | null;
}

export const UNAVAILABLE_CODE = "DATABASE_UNAVAILABLE";

/** Apollo's `formatError`. An error that is neither ours nor about the request is a bug, and says nothing of itself. */
export function formatError(reporter: ErrorReporter, schema: GraphQLSchema) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = formatted.extensions?.["code"];
    if (unwrapResolverError(error) instanceof AuthorizationError) return denied(formatted);
    if (OWN_CODES.has(code) || INPUT_ERROR_CODES.has(code))
      return cutShort(describeInputError(formatted, error, schema));
    return mask(formatted, error, reporter);
  };
}

/** A name that is longer tells its sender no more when it is repeated whole. */
const LONG_WORD = /[^\s".]{61,}/g;

/** What a library says of one fault; our own messages list many. */
const LONGEST_SENTENCE = 300;

function cutShort(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { problems, code } = formatted.extensions ?? {};
  const longest = OWN_CODES.has(code) ? Number.POSITIVE_INFINITY : LONGEST_SENTENCE;
  const cut = (text: string) => {
    const short = text.replace(LONG_WORD, (word) => `${word.slice(0, 60)}…`);
    return short.length <= longest ? short : `${short.slice(0, longest)}…`;
  };
  const short = {
    ...formatted,
    message: cut(formatted.message),
    // A circle of fragments has as many as there are fragments in it.
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations.slice(0, MOST_FAULTS) }),
  };
  if (problems === undefined) return short;
  const shortProblems = (problems as readonly Problem[]).map((one) => ({
    ...one,
    path: cut(one.path),
    message: cut(one.message),
    fix: cut(one.fix),
  }));
  return { ...short, extensions: { ...formatted.extensions, problems: shortProblems } };
}

/** Answers 503 as a whole when the database was not there for a part of it, so that a client tries again. */
export const answerUnavailable: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response, errors }) => {
        const { body } = response;
        const said = body.kind === "single" ? (body.singleResult.errors ?? []) : [];
        if (
          errors !== undefined &&
          said.some(({ extensions }) => extensions?.["code"] === UNAVAILABLE_CODE)
        ) {
          response.http.status = 503;
          response.http.headers.set("retry-after", "5");
        }
        return Promise.resolve();
      },
    }),
};

/** What type-graphql's gate says for a role that may never ask for a field. */
function denied(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const field = String(formatted.path?.at(-1) ?? "query");
  const found = problem(
    "NOT_ALLOWED",
    field,
    "Your account holds no role that may ask for it.",
    "Ask the administrator for a role.",
  );
  return { ...formatted, message: inWords(found), extensions: { code: "FORBIDDEN", problems: [found] } };
}

function mask(
  formatted: GraphQLFormattedError,
  error: unknown,
  reporter: ErrorReporter,
): GraphQLFormattedError {
  const requestId = reporter.requestId();
  reporter.logBug(error);
  const unavailable = reporter.unavailability(unwrapResolverError(error));
  return {
    message: unavailable
      ? `${unavailable.why} Try again in a moment; if it stays so, tell the operator this request id: ${requestId}.`
      : `Something went wrong on our side. If it stays so, tell the operator this request id: ${requestId}.`,
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code: unavailable ? UNAVAILABLE_CODE : "INTERNAL_SERVER_ERROR", requestId },
  };
}
