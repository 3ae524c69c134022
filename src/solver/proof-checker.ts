// Gate 2 as the builder runs it: the independent checker, as a process of its own, over the proof in a file.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CheckProof } from "../usecases/release-ports.js";

/** @param projectRoot directory that holds scripts/ */
export function proofChecker(projectRoot: string): CheckProof {
  return async (sealedProof, stop) => {
    const directory = await mkdtemp(join(tmpdir(), "release-proof-"));
    try {
      const file = join(directory, "proof.json");
      // True counts stand in it: nobody else on the machine may read them.
      await writeFile(file, sealedProof, { mode: 0o600 });
      const command = [join(projectRoot, "scripts/release-verify.mjs"), file];
      await promisify(execFile)(process.execPath, command, { signal: stop });
      return [];
    } catch (error) {
      const { stderr = "", message } = error as Error & { readonly stderr?: string };
      return stderr.trim() === "" ? [message] : stderr.trim().split("\n");
    } finally {
      await rm(directory, { recursive: true });
    }
  };
}
