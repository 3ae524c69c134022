// npm run bench: this server beside floors and peers, as Markdown tables. Says what it measured and judges nothing.
//   --size missouri|national  which data, can be given twice; left out, missouri
//   --growth [--large]        the same questions while the database grows
//   --profile                 where this server's time goes on the question that costs it most
//   --runs N                  how often everybody takes a turn; left out, 5
//   --quick                   seconds instead of minutes, to see that it works: the numbers mean nothing
//   --no-peers                installs nothing
//   --out FILE                writes the tables there as well

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { monthAt } from "../../src/domain/reporting-month.js";
import { projectRoot } from "../../src/project-root.js";
import { endWith, GiveUp } from "../../src/terminal/give-up.js";
import type { Place } from "./contestants.js";
import { isMeasurable } from "./cpu.js";
import {
  finish,
  issueAnalystsToken,
  REFERENCE,
  sizeOf,
  startDatabaseServer,
  withClient,
  withPlatform,
  type DatabaseServer,
} from "./databases.js";
import { fillReports } from "./fill.js";
import { LARGE_STEP, measureGrowth, QUICK_STEPS, STEPS } from "./growth.js";
import { LoadGenerator, type Bench, type Effort } from "./measure.js";
import { installPeers } from "./peers.js";
import { profileOurs } from "./profile.js";
import { questionsIn, type Question } from "./questions.js";
import { compare } from "./side-by-side.js";

const QUICK: Effort = { runs: 1, seconds: 0.2, warmUpSeconds: 0.2 };
const FULL: Effort = { runs: 5, seconds: 1, warmUpSeconds: 4 };
const PROFILE_SECONDS = 5;

const SIZES = ["missouri", "national"] as const;
type SizeName = (typeof SIZES)[number];

interface Options {
  readonly sizes: readonly SizeName[];
  readonly isQuick: boolean;
  readonly withGrowth: boolean;
  readonly isLarge: boolean;
  readonly withProfile: boolean;
  readonly withPeers: boolean;
  readonly effort: Effort;
  readonly out: string | null;
}

const say = (sentence: string) => {
  console.error(sentence);
};

const runningMonth = monthAt(new Date(), "America/Chicago");

export async function main(args: readonly string[]): Promise<void> {
  await endWith(async () => {
    const options = parseOptions(args);
    if (!isMeasurable()) throw new GiveUp("The bench reads CPU time from /proc, which only Linux has.");
    const peers = options.withPeers ? installPeers(say) : null;
    say("Starting a database of the bench's own …");
    const databases = await startDatabaseServer();
    const generator = new LoadGenerator();
    const bench = { generator, databasePid: databases.pid };
    let stopping: Promise<void> | null = null;
    const stop = () => {
      generator.stop();
      stopping ??= databases.stop();
      return stopping;
    };
    // The database server is in a session of its own and would not hear of it.
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        say(`Stopping, because of ${signal} …`);
        void stop().finally(() => process.exit(130));
      });
    }
    try {
      const parts = [describeMachine(databases, options)];
      for (const size of options.sizes) parts.push(await measureSize(size, bench, databases, options, peers));
      if (options.withGrowth) parts.push(await measureGrown(bench, databases, options));
      const report = parts.join("\n\n") + "\n";
      console.log(report);
      if (options.out !== null) writeFileSync(options.out, report);
    } finally {
      // Why it failed to stop must not hide why it had to.
      await stop().catch((error: unknown) => {
        say(String(error));
      });
    }
  });
}

async function measureSize(
  size: SizeName,
  bench: Bench,
  databases: DatabaseServer,
  { isQuick, withProfile, effort }: Options,
  peers: ReturnType<typeof installPeers>,
): Promise<string> {
  say(`Filling a database of the size "${size}" …`);
  const databaseUrl = await databases.copy(REFERENCE);
  const questions =
    size === "missouri" ? await fillMissouri(databaseUrl) : await fillNation(databaseUrl, databases, isQuick);
  await finish(databaseUrl);
  const token = await issueAnalystsToken(databaseUrl, "MO");
  const place: Place = { databaseUrl, token };
  const { directory } = databases;
  const { text, slowest } = await compare(bench, { place, questions, peers, effort, directory }, say);
  const { states, counties, reports, megabytes } = await sizeOf(databaseUrl);
  const held = `Reports: ${inWords(reports)}. Counties: ${inWords(counties)}. States: ${inWords(states)}. On disk: ${inWords(megabytes)} MB.`;
  const profile = withProfile
    ? await profileOurs(bench, place, slowest, { seconds: isQuick ? 1 : PROFILE_SECONDS, directory })
    : null;
  return [`## ${size === "missouri" ? "Missouri" : "The nation"}`, held, text, profile]
    .filter((part) => part !== null)
    .join("\n\n");
}

async function fillMissouri(databaseUrl: string): Promise<readonly Question[]> {
  await withPlatform(databaseUrl, (platform) => platform.seedDemonstration({ onProgress: () => undefined }));
  return questionsIn({ state: "MO", county: "29019", runningMonth, states: [] });
}

/** Asked about the state with the most counties. */
async function fillNation(
  databaseUrl: string,
  { directory }: DatabaseServer,
  isQuick: boolean,
): Promise<readonly Question[]> {
  const states = isQuick ? ["MO", "TX"] : await statesFrom(databaseUrl, "MO");
  const months = isQuick ? 24 : 120;
  await withClient(databaseUrl, (client) => fillReports(client, { directory, states, months, runningMonth }));
  return questionsIn({ state: "TX", county: "48201", runningMonth, states });
}

async function measureGrown(
  bench: Bench,
  databases: DatabaseServer,
  { isQuick, isLarge, effort }: Options,
): Promise<string> {
  const states = await databases.copy(REFERENCE).then((url) => statesFrom(url, "MO"));
  const filling = { directory: databases.directory, states, months: isQuick ? 24 : 120, runningMonth };
  const steps = isQuick ? QUICK_STEPS : [...STEPS, ...(isLarge ? [LARGE_STEP] : [])];
  const questions = questionsIn({ state: "MO", county: "29019", runningMonth, states: [] });
  return `## Growth\n\n${await measureGrowth(bench, databases, { steps, filling, questions, effort }, say)}`;
}

/** All states, one of them first. */
async function statesFrom(databaseUrl: string, first: string): Promise<readonly string[]> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ code: string }>("SELECT code FROM state ORDER BY code <> $1, code", [first]),
  );
  return rows.map(({ code }) => code);
}

function describeMachine({ version }: DatabaseServer, { effort, isQuick }: Options): string {
  const [cpu] = cpus();
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  return [
    `Commit ${commit.trim()}, ${new Date().toISOString().slice(0, 10)}. ${cpus().length} cores (${cpu?.model.trim() ?? "?"}), Node ${process.versions.node}, PostgreSQL ${version}.`,
    `Turns taken: ${effort.runs}, of ${effort.seconds} s each, over 8 connections, all on one machine.`,
    ...(isQuick ? ["**A quick run: it shows that the bench works. The numbers mean nothing.**"] : []),
  ].join(" ");
}

function inWords(number: number): string {
  return number.toLocaleString("en-US");
}

function parseOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        size: { type: "string", multiple: true, default: ["missouri"] },
        quick: { type: "boolean", default: false },
        growth: { type: "boolean", default: false },
        large: { type: "boolean", default: false },
        profile: { type: "boolean", default: false },
        "no-peers": { type: "boolean", default: false },
        runs: { type: "string" },
        out: { type: "string" },
      },
    });
    const sizes = values.size.map((one) => {
      const size = SIZES.find((name) => name === one);
      if (size === undefined) throw new Error(`"${one}" is no size; there are ${SIZES.join(" and ")}`);
      return size;
    });
    const usual = values.quick ? QUICK : FULL;
    const runs = values.runs === undefined ? usual.runs : Number(values.runs);
    if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a whole number from 1");
    return {
      sizes,
      isQuick: values.quick,
      withGrowth: values.growth,
      isLarge: values.large,
      withProfile: values.profile,
      withPeers: !values["no-peers"],
      effort: { ...usual, runs },
      out: values.out ?? null,
    };
  } catch (error) {
    throw new GiveUp(
      `${(error as Error).message}. The first lines of scripts/bench/bench.ts say what there is.`,
    );
  }
}
