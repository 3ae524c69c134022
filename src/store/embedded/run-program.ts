// Runs one program to its end under a server account. Decides nothing about the outcome.

import { spawn, type SpawnOptions } from "node:child_process";

/** An account other than this process's own. Only root can use one. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
  /**
   * True when a directory above the programs or the data is closed to this account (a project under /root, say),
   * so that the program has to be let through it with the one capability that does so.
   */
  readonly needsPassage: boolean;
}

export interface Outcome {
  /** Exit code; null when the program was ended by a signal or could not be started at all. */
  readonly code: number | null;
  /** What it printed, both streams together; the reason when it could not be started. */
  readonly output: string;
}

export interface RunOptions {
  /** Who to run as; undefined means as this process. */
  readonly account?: ServerAccount | undefined;
  /** Gives the program a session of its own, out of reach of the terminal's Ctrl-C. */
  readonly ownSession?: boolean;
}

export async function runProgram(
  program: string,
  programArguments: readonly string[],
  { account, ownSession = false }: RunOptions = {},
): Promise<Outcome> {
  const [command, ...rest] = asAccount(account, [program, ...programArguments]);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const child = spawn(command ?? program, rest, {
      // Fixed, so that neither PG* variables nor an odd locale of the caller's shell leak into the server.
      env: { LC_ALL: "C", PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" },
      cwd: "/",
      detached: ownSession,
      stdio: ["ignore", "pipe", "pipe"],
      ...identityOptions(account),
    });
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8").trim() }));
  });
}

function identityOptions(account: ServerAccount | undefined): Pick<SpawnOptions, "uid" | "gid"> {
  return account && !account.needsPassage ? { uid: account.uid, gid: account.gid } : {};
}

function asAccount(account: ServerAccount | undefined, command: readonly string[]): readonly string[] {
  if (!account?.needsPassage) return command;
  return [
    "setpriv",
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // Lets the capability count in access(2) too, with which PostgreSQL looks for its programs.
    "--securebits=+no_setuid_fixup",
    "--",
    ...command,
  ];
}
