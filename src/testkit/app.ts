// The whole server on a database of its own, asked over real HTTP.

import { join } from "node:path";
import type { DatabaseSettings } from "../store/database-limits.js";
import type { Problem } from "../domain/problem.js";
import { assemblePlatform, USUAL_SETTINGS, type Platform } from "../platform.js";
import { USUAL_LOCK } from "../domain/reporting/deadlines.js";
import { buildServer, type ServerOptions } from "../server.js";
import { databaseUnavailability } from "../store/database-unavailable.js";
import type { Clock } from "../usecases/ports.js";
import type { DemonstrationTokens } from "../usecases/issue-demonstration-tokens.js";
import { copyDatabase, fromSetup, type Template, type TestDatabase } from "./database.js";
import { withFreshKeys } from "./fresh-keys.js";
import type { RealAdministrator } from "./real-administrator.js";
import type { TypedDocumentString } from "./generated/graphql.js";

/** Who asks: nobody, or one of the demonstration users. */
export type Asker = "public" | keyof DemonstrationTokens;

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly problems?: readonly Problem[];
    readonly requestId?: string;
  };
}

export interface Answer {
  readonly status: number;
  /** The body as it came. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphqlError[];
  readonly requestId: string;
  /** SQL statements the request cost. */
  readonly sqlStatements: number;
}

export interface LogLine {
  readonly reqId?: string;
  /** 30: info; 40: warning; 50: error. */
  readonly level: number;
  readonly msg: string;
  readonly err?: { readonly message: string; readonly stack: string };
}

export interface TestApp {
  readonly url: string;
  readonly platform: Platform;
  readonly database: TestDatabase;
  /** What the server has logged so far. */
  readonly log: readonly LogLine[];
  /** The table of routes as Fastify prints it: one a line, with its methods. */
  readonly routes: string;
  /** SQL statements that a request cost. */
  costOf(requestId: string): Promise<number>;
  /** Sends a document that is not known to the compiler. */
  ask(
    asker: Asker | RealAdministrator,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Answer>;
  /** Runs a document of schema/operations. @throws Error when the answer holds errors */
  run<Data>(asker: Asker, document: TypedDocumentString<Data, Record<string, never>>): Promise<Data>;
  close(): Promise<void>;
}

/** The instant at which every test server stands. */
export function testNow(): Date {
  return new Date(fromSetup("TEST_NOW"));
}

export function demonstrationTokens(): DemonstrationTokens {
  return JSON.parse(fromSetup("TEST_TOKENS")) as DemonstrationTokens;
}

function tokenOf(asker: Exclude<Asker, "public"> | RealAdministrator): string {
  return typeof asker === "string" ? demonstrationTokens()[asker] : asker.token;
}

export interface AppOptions extends Pick<
  ServerOptions,
  "publicUrl" | "trustedProxies" | "provider" | "longestSilenceMs" | "callLimits"
> {
  /** Left out, a free one. */
  readonly port?: number;
  /** Left out, the server stands at {@link testNow}. */
  readonly clock?: Clock;
  /** Days after a month's end from which it is locked. */
  readonly lockDays?: number;
  /** Where it is to differ from the default. */
  readonly database?: Partial<DatabaseSettings>;
}

/** @param adapt changes what the server stands on, to plant a fault */
export async function startApp(
  template: Template,
  adapt: (platform: Platform) => Platform = (platform) => platform,
  {
    clock = testNow,
    port = 0,
    lockDays = USUAL_LOCK.afterDays,
    database: settings = {},
    ...options
  }: AppOptions = {},
): Promise<TestApp> {
  const database = await copyDatabase(template, settings);
  const platform = adapt(
    assemblePlatform(database, clock, { ...USUAL_SETTINGS, lock: { afterDays: lockDays } }),
  );
  const costs = new Map<string, number>();
  const log: LogLine[] = [];
  const app = await buildServer({
    ...serving(platform, database),
    ...options,
    logLevel: "info",
    logTo: { write: (line) => log.push(JSON.parse(line) as LogLine) },
    onAnswered: ({ requestId, sqlStatements }) => costs.set(requestId, sqlStatements),
  });
  const url = await app.listen({ port, host: "127.0.0.1" });
  const ask: TestApp["ask"] = async (asker, query, variables = {}) => {
    const authorization: Record<string, string> =
      asker === "public" ? {} : { authorization: `Bearer ${tokenOf(asker)}` };
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
      body: JSON.stringify({ query: withFreshKeys(query), variables }),
    });
    const text = await response.text();
    const body = JSON.parse(text) as Partial<Pick<Answer, "data" | "errors">>;
    const requestId = response.headers.get("x-request-id") ?? "";
    return {
      status: response.status,
      text,
      data: body.data ?? null,
      errors: body.errors ?? [],
      requestId,
      sqlStatements: await costOf(costs, requestId),
    };
  };
  return {
    url,
    platform,
    database,
    log,
    routes: app.printRoutes({ commonPrefix: false }),
    costOf: (requestId) => costOf(costs, requestId),
    ask,
    async run<Data>(asker: Asker, document: TypedDocumentString<Data, Record<string, never>>) {
      const { data, errors } = await ask(asker, document.toString());
      if (data === null || errors.length > 0) throw new Error(JSON.stringify(errors, null, 2));
      return data as Data;
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/**
 * A second server over the database of another, as if on a machine of its own.
 * @param adapt changes what the server stands on, to plant a fault
 */
export async function startBeside(
  { database }: Pick<TestApp, "database">,
  adapt: (platform: Platform) => Platform = (platform) => platform,
): Promise<Pick<TestApp, "url" | "close">> {
  const platform = adapt(assemblePlatform(database, testNow, USUAL_SETTINGS));
  const app = await buildServer({ ...serving(platform, database), logLevel: "silent" });
  return { url: await app.listen({ port: 0, host: "127.0.0.1" }), close: () => app.close() };
}

function serving(platform: Platform, database: TestDatabase) {
  return {
    platform,
    ping: () => database.ping(),
    unavailability: databaseUnavailability,
    siteDirectory: join(process.cwd(), "dist/web"),
    // A story sends in a minute what a network sends in a day. What people meet is the default, which has a story of its own.
    callLimits: { perNetwork: 1_000_000, perToken: 1_000_000 },
    readingThread: join(process.cwd(), "dist/src/ingest/report-files/reading-thread.js"),
  };
}

/** The server counts a request up when its answer has left, which may be a moment after it arrived here. */
async function costOf(costs: ReadonlyMap<string, number>, requestId: string): Promise<number> {
  for (let waited = 0; waited < 1_000; waited += 5) {
    const cost = costs.get(requestId);
    if (cost !== undefined) return cost;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`The server never finished request ${requestId}.`);
}
