// Errors that GraphQL or Apollo finds in a request, in the same shape as our own: path, message and fix.

import {
  GraphQLError,
  Kind,
  isEnumType,
  isValueNode,
  parse,
  visit,
  type ASTNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type Source,
} from "graphql";
import { unwrapResolverError } from "@apollo/server/errors";
import { problem, type Problem } from "../../domain/problem.js";

/** A problem found by a scalar, which knows everything but the field it stands in. */
export type ScalarProblem = Omit<Problem, "path" | "severity">;

/** Thrown by a scalar for a value that is not of its kind. */
export function scalarError(found: ScalarProblem, node?: ASTNode): GraphQLError {
  return new GraphQLError(`${found.message} ${found.fix}`, {
    nodes: node ?? null,
    extensions: { code: "BAD_USER_INPUT", scalarProblem: found },
  });
}

/** Codes of the libraries' own refusals: where such a fault lies when nothing closer is known, and the way out. */
const LIBRARY_CODES: Readonly<Record<string, { readonly path: string; readonly fix: string }>> = {
  BAD_REQUEST: {
    path: "body",
    fix: 'POST a JSON object with a "query", with Content-Type: application/json.',
  },
  BAD_USER_INPUT: {
    path: "variables",
    fix: "Give a value as the schema describes it; the explorer at /graphiql shows it.",
  },
  GRAPHQL_PARSE_FAILED: { path: "query", fix: 'Mend the query at the place that "locations" names.' },
  GRAPHQL_VALIDATION_FAILED: {
    path: "query",
    fix: "Ask for what the schema holds; the explorer at /graphiql shows it.",
  },
  OPERATION_RESOLUTION_FAILURE: {
    path: "operationName",
    fix: "Name one of the operations in the query, or send only one.",
  },
  PERSISTED_QUERY_NOT_SUPPORTED: { path: "extensions.persistedQuery", fix: 'Send the "query" itself.' },
};

/** Codes of errors that say enough for the sender to mend them. */
export const INPUT_ERROR_CODES: ReadonlySet<unknown> = new Set(Object.keys(LIBRARY_CODES));

/** Adds the `problems` that an error of a library lacks. */
export function describeInputError(
  formatted: GraphQLFormattedError,
  error: unknown,
  schema: GraphQLSchema,
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  const { code, problems } = formatted.extensions ?? {};
  const library = LIBRARY_CODES[String(code)];
  if (problems !== undefined || library === undefined || !(original instanceof GraphQLError))
    return formatted;
  if (/more tha[nt] \d+ tokens/.test(original.message)) return tooLarge(original.message);
  const refusal = REFUSALS.find(({ words }) => words.test(original.message));
  if (refusal !== undefined) return inOwnWords(formatted, refusal);
  const path = pathInVariables(original) ?? pathOfNode(original) ?? library.path;
  const found =
    (original.extensions["scalarProblem"] as ScalarProblem | undefined) ??
    badChoice(original, schema) ??
    badDay(original);
  const { message } = formatted;
  const broken = ruleBroken(message);
  const said = problem(found?.code ?? "BAD_VALUE", path, found?.message ?? broken, found?.fix ?? library.fix);
  return {
    message: found === undefined && broken === message ? message : `${path}: ${said.message} ${said.fix}`,
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: {
      // Whether a bad value stands in the query text or in a variable is all the same to the sender.
      code: found === undefined ? code : "BAD_USER_INPUT",
      problems: [said],
    },
  };
}

/** What the server library refuses before it looks at the query, in words of ours. */
interface Refusal {
  readonly words: RegExp;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    words: /CSRF/,
    path: "headers",
    message:
      "Nothing in the request shows that a program sent it on purpose, and not the page of a stranger.",
    fix: "POST it with Content-Type: application/json; a GET request needs the header apollo-require-preflight: true.",
  },
  {
    // Each pair of fields by one name is checked for being alike, and each fragment wherever it is spread.
    words: /^Validation aborted\.$/,
    path: "query",
    message: "The query repeats so many fields, or nests so many fragments, that checking it takes too long.",
    fix: "Ask for each field once and use fewer fragments, or split it into several requests.",
  },
  {
    words: /non-empty `query`/,
    path: "query",
    message: "The request holds no query.",
    fix: 'POST a JSON object with a "query", such as {"query": "{ states { code } }"}.',
  },
];

function inOwnWords(
  { extensions }: GraphQLFormattedError,
  { path, message, fix }: Refusal,
): GraphQLFormattedError {
  return {
    message: `${path}: ${message} ${fix}`,
    extensions: { code: extensions?.["code"], problems: [problem("BAD_VALUE", path, message, fix)] },
  };
}

/** A value that an enum does not have, with those that it has. */
function badChoice({ message }: GraphQLError, schema: GraphQLSchema): ScalarProblem | undefined {
  const [, value, name] = /Value "([^"]*)" does not exist in "(\w+)" enum/.exec(message) ?? [];
  const type = name === undefined ? undefined : schema.getType(name);
  if (!isEnumType(type)) return undefined;
  const values = type.getValues().map((one) => one.name);
  return {
    code: "BAD_VALUE",
    message: `"${value ?? ""}" is no ${type.name}.`,
    fix: `Use one of: ${values.join(", ")}.`,
  };
}

/** A day that the calendar does not have, or that is written in another way, as the library says it. */
function badDay({ message }: GraphQLError): ScalarProblem | undefined {
  const [broken] = /\bDate cannot represent .*$/s.exec(message) ?? [];
  if (broken === undefined) return undefined;
  return {
    code: "BAD_VALUE",
    message: `${broken.replace(/\.$/, "")}.`,
    fix: 'Write a day of the calendar like "2026-11-30".',
  };
}

/** The place in the text of the query; a field that is missing there is named behind what lacks it. */
function pathOfNode({ nodes, message }: GraphQLError): string | null {
  const path = pathInDocument(nodes?.[0]);
  const [, missing] = /^Field "\w+\.(\w+)" of required type/.exec(message) ?? [];
  return path === null || missing === undefined ? path : `${path}.${missing}`;
}

function tooLarge(message: string): GraphQLFormattedError {
  const [most = "its limit"] = /\d+/.exec(message) ?? [];
  const found = problem(
    "BAD_VALUE",
    "query",
    `The query has more than ${most} words and signs.`,
    "Ask for fewer fields or aliases in one request, or split it into several requests.",
  );
  return {
    message: `query: ${found.message} ${found.fix}`,
    extensions: { code: "QUERY_TOO_LARGE", problems: [found] },
  };
}

/** GraphQL says where in a variable the value stands, but only in words: `Variable "$q" got … at "q.from"; …`. */
function pathInVariables(error: GraphQLError): string | null {
  const [, variable, inside] =
    /^Variable "\$(\w+)" (?:got invalid value .* at "([^"]+)"; )?/s.exec(error.message) ?? [];
  if (variable === undefined) return null;
  const [, field] = /^Field "(\w+)"/.exec(ruleBroken(error.message)) ?? [];
  return [inside ?? variable, ...(field === undefined ? [] : [field])].join(".");
}

/** The message without the value, which the sender knows. */
function ruleBroken(message: string): string {
  return message.replace(/^Variable "\$\w+" got invalid value .*; /s, "").trim();
}

/** Names the argument and fields around a node of the query text, such as `question.counties[1]`; null outside of arguments. */
export function pathInDocument(wanted: ASTNode | undefined): string | null {
  if (wanted?.loc === undefined) return null;
  const { source } = wanted.loc;
  const paths = pathsInSource.get(source) ?? findPaths(source);
  pathsInSource.set(source, paths);
  return paths.get(placeOf(wanted)) ?? null;
}

/** One request can hold a hundred faults; its text is searched once. */
const pathsInSource = new WeakMap<Source, ReadonlyMap<string, string>>();

function findPaths(source: Source): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  visit(parse(source), {
    enter(node, _key, parent, keys, ancestors) {
      const path = pathAlong([...ancestors, parent, node], keys);
      if (path !== "") paths.set(placeOf(node), path);
    },
  });
  return paths;
}

function placeOf(node: ASTNode): string {
  return `${node.kind} ${String(node.loc?.start)}`;
}

type Step = ASTNode | readonly ASTNode[] | undefined;

/** Names of arguments and fields on the way, and indexes where it leads through lists of values. */
function pathAlong(steps: readonly Step[], keys: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step, index) => {
    if (step === undefined || !("kind" in step)) return path;
    const around = steps[index - 1];
    if (around !== undefined && !("kind" in around) && isValueNode(step))
      return `${path}[${String(keys[index - 1])}]`;
    if (step.kind !== Kind.ARGUMENT && step.kind !== Kind.OBJECT_FIELD) return path;
    return path === "" ? step.name.value : `${path}.${step.name.value}`;
  }, "");
}
