// npm start: open, fill, serve, stop on signal. No rules of its own.

import { demonstrationEmail } from "./domain/access/account.js";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig, type Config } from "./config.js";
import { startDemonstrationRounds } from "./demonstration-rounds.js";
import { keepDemonstrationTokens } from "./demonstration-tokens.js";
import { startMailRounds } from "./mail-rounds.js";
import { assemblePlatform, type Platform } from "./platform.js";
import { projectRoot } from "./project-root.js";
import { startRefusalRounds } from "./refusal-rounds.js";
import { startReleaseRounds } from "./release-rounds.js";
import { loadReferenceFiles } from "./reference.js";
import { buildServer } from "./server.js";
import { openStorage } from "./storage.js";
import { databaseUnavailability } from "./store/database-unavailable.js";
import { endWith, GiveUp, unwrap } from "./terminal/give-up.js";
import { progressBar } from "./terminal/progress.js";
import {
  DEMONSTRATION_CHAPTER,
  DEMONSTRATION_USERS,
  type DemonstrationTokens,
} from "./usecases/issue-demonstration-tokens.js";

const say = (sentence: string) => {
  console.log(sentence);
};

/** @param args `--no-demo` loads the reference data only */
export async function main(args: readonly string[]): Promise<void> {
  await endWith(async () => {
    const { noDemo } = parseStartArgs(args);
    const config = unwrap(readConfig(process.env, projectRoot));
    const undo = new Undo();
    const starting = start(config, noDemo, undo);
    stopOnSignal(undo, starting);
    try {
      await starting;
    } catch (error) {
      // What was pulled away under it made it fail, and the process is ending already.
      if (undo.isUnderWay) return;
      await undo.all();
      throw error;
    }
  });
}

async function start(config: Config, noDemo: boolean, undo: Undo): Promise<void> {
  await refuseTakenPort(config);
  const storage = await openStorage(config, projectRoot, say);
  undo.later(() => storage.close());
  const platform = assemblePlatform(storage.database, () => new Date(), {
    lock: { afterDays: config.reportLockDays },
    mail: {
      siteUrl: config.publicUrl ?? `http://localhost:${String(config.port)}`,
      secret: config.mailSecret,
    },
  });
  if ((await loadReferenceFiles(platform, config)) === "LOADED") {
    say("Loaded the reference data: states, counties, populations, chapters.");
  }
  const tokens = noDemo ? null : await demonstrate(platform, config);
  const app = await buildServer({
    platform,
    ping: () => storage.database.ping(),
    unavailability: databaseUnavailability,
    siteDirectory: join(projectRoot, "dist/web"),
    readingThread: join(projectRoot, "dist/src/ingest/report-files/reading-thread.js"),
    logLevel: config.logLevel,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    provider: config.provider,
    callLimits: config.callLimits,
  });
  undo.later(() => app.close());
  const address = await app
    .listen({ port: config.port, host: config.host })
    .catch((error: unknown) => Promise.reject(portRefused(config, error as NodeJS.ErrnoException)));
  const rounds = startMailRounds({ mail: platform.mail, server: config.mailServer, log: app.log });
  undo.later(() => rounds.stop());
  const refusals = startRefusalRounds({ recordRefusals: platform.recordRefusals, log: app.log });
  undo.later(() => refusals.stop());
  const releases = startReleaseRounds({ buildWaitingRelease: platform.buildWaitingRelease, log: app.log });
  undo.later(() => releases.stop());
  const url = address.replace("127.0.0.1", "localhost").replace("[::1]", "localhost");
  welcome(url, storage.place, config, tokens);
  if (tokens === null) return;
  const demonstration = startDemonstrationRounds({
    demonstrateRelease: () => platform.demonstrateRelease(tokens),
    say,
    url,
    log: app.log,
  });
  undo.later(() => demonstration.stop());
}

/** What must be undone when the process ends, last first. */
class Undo {
  private readonly steps: (() => Promise<void>)[] = [];
  private undoing: Promise<void> = Promise.resolve();
  isUnderWay = false;

  /** @throws Error when the undoing has begun: whoever is still starting must not go on */
  later(step: () => Promise<void>): void {
    this.steps.push(step);
    if (this.isUnderWay) throw new Error("The process is ending.");
  }

  /** Resolves when this and every earlier call have undone what they found. */
  all(): Promise<void> {
    this.isUnderWay = true;
    this.undoing = this.undoing.finally(() => this.undoSteps());
    return this.undoing;
  }

  private async undoSteps(): Promise<void> {
    const step = this.steps.pop();
    if (step === undefined) return;
    try {
      await step();
    } finally {
      await this.undoSteps();
    }
  }
}

/** One Ctrl-C can arrive twice: from the terminal, and passed on by npm. */
const SAME_SIGNAL_MS = 2_000;

/** The first signal stops everything in order; another one, later on, ends the process at once. */
function stopOnSignal(undo: Undo, starting: Promise<void>): void {
  let stoppingSince: number | null = null;
  const stop = async () => {
    if (stoppingSince !== null) {
      if (Date.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    say("Stopping …");
    await undo.all();
    // What was being opened just then is closed when it has been opened.
    await starting.catch(() => undefined);
    await undo.all();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
}

function parseStartArgs(args: readonly string[]): { readonly noDemo: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { "no-demo": { type: "boolean", default: false } },
    });
    return { noDemo: values["no-demo"] };
  } catch (error) {
    throw new GiveUp(`${(error as Error).message}. The only option is --no-demo: npm start -- --no-demo`);
  }
}

/** Finds out before anything is started, so that a second start by mistake does no work. */
async function refuseTakenPort(config: Config): Promise<void> {
  const { port, host } = config;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      reject(portRefused(config, error));
    });
    probe.listen(port, host, () =>
      probe.close(() => {
        resolve();
      }),
    );
  });
}

const PORT_FIXES: Readonly<Record<string, string>> = {
  EADDRINUSE: "Stop what listens there, or start with another: PORT=4001 npm start",
  EADDRNOTAVAIL:
    "No network interface of this machine has the address in HOST: set it to one that has, or leave it unset.",
  ENOTFOUND: "The name in HOST cannot be resolved: give an address, or leave it unset.",
  EACCES: "This user may not listen there; ports from 1024 on are free to all: PORT=4000 npm start",
};

function portRefused({ port, host }: Config, error: NodeJS.ErrnoException): GiveUp {
  const refusal = `Port ${String(port)} on ${host} cannot be used (${error.code ?? error.message}).`;
  const wayOut = PORT_FIXES[error.code ?? ""] ?? "Start with another: PORT=4001 npm start";
  return new GiveUp(`${refusal} ${wayOut}`);
}

async function demonstrate(platform: Platform, config: Config): Promise<DemonstrationTokens> {
  const bar = progressBar("Inventing demonstration reports");
  const outcome = await platform.seedDemonstration({ onProgress: bar.update });
  bar.stop();
  if (outcome === "NO_ROSTER") say("No demonstration data: the roster has no chapters in Missouri.");
  return keepDemonstrationTokens(platform, config.dataDirectory);
}

function welcome(url: string, place: string, config: Config, tokens: DemonstrationTokens | null): void {
  say("");
  say("Intercept One is ready.");
  say(`  Public figures ${url}/`);
  say(`  Staff pages    ${url}/staff`);
  say(`  API explorer   ${url}/graphiql`);
  say(`  GraphQL API    ${url}/graphql   (POST; anybody may read what is public)`);
  say(`  Data           ${place}`);
  if (tokens === null) {
    say('  Staff          npm run token -- --role analyst --state MO --name "State analyst"');
  } else {
    say("");
    say("  Demonstration data for Missouri is loaded: invented figures, marked as such in every answer.");
    if (config.databaseUrl !== null) {
      say(
        "  It and the accounts below are in the database of DATABASE_URL: with real data, start with --no-demo.",
      );
    }
    say(
      "  Sign in to the staff pages with one of these addresses and its token for a password, or send the token to the",
    );
    say("  API as  Authorization: Bearer …");
    for (const user of DEMONSTRATION_USERS) {
      const place = user === "coordinator" ? `   (chapter ${DEMONSTRATION_CHAPTER})` : "";
      say(`    ${demonstrationEmail(user).padEnd(27)} ${tokens[user]}${place}`);
    }
    say(`  They are also in ${join(config.dataDirectory, "demo-tokens.json")}`);
  }
  say("");
  say("  Real contacts: npm run import -- --profile seattle prisma/samples/seattle-crisis-contacts-2015.csv");
  say("  Stop with Ctrl-C.");
}
