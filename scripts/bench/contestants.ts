// Everybody who is asked the same questions: this server, the floors under it, and its peers.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addMonths } from "../../src/domain/reporting-month.js";
import { projectRoot } from "../../src/project-root.js";
import { PEERS, type Peers } from "./peers.js";
import { overAggregates, overViews, type Dialect } from "./postgraphile.js";
import { startServerProcess, type Command, type ServerProcess } from "./processes.js";
import { ourRequest, type Asked, type Question } from "./questions.js";

/** What is sent for one question that is asked. */
export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Contestant {
  readonly name: string;
  /** Null: it is not installed. */
  readonly server: ServerProcess | null;
  /** @param path names the question, for those who know answers by name. Null: it cannot be asked this */
  readonly request: (asked: Asked, path: string) => Request | null;
  /** The answer's data as this server gives it. */
  readonly read: (asked: Asked, text: string) => unknown;
}

export const OURS = "this server";

/** An answer of this server by the path of its question. */
export type KnownAnswers = ReadonlyMap<string, string>;

export function pathOf({ name }: Question, index: number): string {
  return `/${name}/${index}`;
}

export interface Place {
  readonly databaseUrl: string;
  /** An analyst's. */
  readonly token: string;
}

/** What is measured is the work, from one address and with one token. */
const NO_CALL_LIMIT = { CALLS_PER_MINUTE: "9999999", TOKEN_CALLS_PER_MINUTE: "9999999" };

/** As `npm start` starts it. @param nodeOptions such as "--cpu-prof" */
export async function startOurs(
  { databaseUrl, token }: Place,
  nodeOptions: readonly string[] = [],
): Promise<Contestant> {
  const server = await startServerProcess({
    args: [...nodeOptions, "scripts/run.mjs", "start", "--no-demo"],
    environment: { DATABASE_URL: databaseUrl, PORT: "0", IS_PREPARED: "1", ...NO_CALL_LIMIT },
  });
  return {
    name: OURS,
    server,
    request: (asked) => graphql(ourRequest(asked), { authorization: `Bearer ${token}` }),
    read: (_asked, text) => dataOf(text),
  };
}

/** @param directory where the answers are put down for the floors */
export async function startFloors(
  { databaseUrl }: Place,
  known: KnownAnswers,
  directory: string,
): Promise<readonly Contestant[]> {
  const file = join(directory, "known-answers.json");
  writeFileSync(file, JSON.stringify(Object.fromEntries(known)));
  const script = (name: string) => join(projectRoot, "dist/scripts/bench", name);
  const overMemory = (asked: Asked, path: string) => ({ ...graphql(ourRequest(asked), {}), path });
  return [
    await floor("floor: bytes kept", [script("floor.js"), "bytes", file], overMemory),
    await floor("floor: objects kept, JSON.stringify", [script("floor.js"), "objects", file], overMemory),
    await startSqlFloor(databaseUrl),
  ];
}

export function startSqlFloor(databaseUrl: string): Promise<Contestant> {
  return floor(
    "floor: prepared SQL, JSON.stringify",
    [join(projectRoot, "dist/scripts/bench/floor-sql.js")],
    (asked) => ({ path: "/", headers: {}, body: JSON.stringify(asked) }),
    { DATABASE_URL: databaseUrl },
  );
}

async function floor(
  name: string,
  args: readonly string[],
  request: Contestant["request"],
  environment: Command["environment"] = {},
): Promise<Contestant> {
  const server = await startServerProcess({ args, environment });
  return { name, server, request, read: (_asked, text) => dataOf(text) };
}

export async function startPeers(
  { databaseUrl }: Place,
  peers: Peers | null,
): Promise<readonly Contestant[]> {
  const start = (node: string, script: string) =>
    startServerProcess({ node, args: [join(PEERS, script)], environment: { DATABASE_URL: databaseUrl } });
  const postgraphile = peers === null ? null : await start(peers.node, "postgraphile.mjs");
  const version = peers === null ? "5" : peers.version;
  const speaking = (name: string, { request, read }: Dialect): Contestant => ({
    name: `PostGraphile ${version} ${name}`,
    server: postgraphile,
    request: (asked) => {
      const body = request(asked);
      return body === null ? null : graphql(body, {});
    },
    read: (asked, text) => read(asked, JSON.parse(text)),
  });
  return [
    speaking("over views", overViews),
    speaking("with aggregates", overAggregates),
    {
      name: "Apollo and Prisma, naive",
      server: await start(process.execPath, "naive.mjs"),
      request: (asked) => (asked.kind === "CHAPTERS" ? graphql(naiveRequest(asked), {}, "/") : null),
      read: (_asked, text) => readNaive(dataOf(text) as NaiveAnswer),
    },
  ];
}

function graphql(body: object, headers: Request["headers"], path = "/graphql"): Request {
  return { path, headers, body: JSON.stringify(body) };
}

function dataOf(text: string): unknown {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 1_000));
  return data;
}

interface NaiveAnswer {
  readonly chapters: readonly object[];
  readonly reports: readonly object[];
}

function naiveRequest({
  state,
  month,
}: {
  readonly state: string;
  readonly month: Parameters<typeof addMonths>[0];
}) {
  const query = `query ($state: String!, $month: String!, $now: String!) {
    chapters(state: $state) { slug name counties(month: $now) { fips name } }
    reports(state: $state, month: $month) {
      month status firstSubmittedOn chapter { slug } county { fips name } latest { number partial submittedAt }
    }
  }`;
  return { query, variables: { state, month, now: addMonths(month, 1) } };
}

function readNaive({ chapters, reports }: NaiveAnswer) {
  const edges = (nodes: readonly object[]) => ({ edges: nodes.map((node) => ({ node })) });
  return { chapters: edges(chapters), reports: edges(reports) };
}

export async function stopAll(contestants: readonly Contestant[]): Promise<void> {
  for (const { server } of contestants) await server?.stop();
}
