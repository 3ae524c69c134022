// npm run audit:verify [-- --receipt NUMBER:SHA256 …]: walks the whole audit log and says whether anything was changed in it,
// or in the revisions that it records.
// Entries cut off at its end are found by receipts: auditNumber and auditSha256 of any that somebody has kept.

import { parseArgs } from "node:util";
import { readConfig } from "../src/config.js";
import { assemblePlatform } from "../src/platform.js";
import { projectRoot } from "../src/project-root.js";
import { openStorage } from "../src/storage.js";
import { endWith, GiveUp, unwrap } from "../src/terminal/give-up.js";
import type { AuditAnchor } from "../src/usecases/audit.js";

const USAGE = "Usage: npm run audit:verify [-- --receipt NUMBER:SHA256 …], as they stand on a receipt.";

export async function main(args: readonly string[]): Promise<void> {
  await endWith(async () => {
    const receipts = parse(args);
    const config = unwrap(readConfig(process.env, projectRoot));
    const storage = await openStorage(config, projectRoot, (sentence) => {
      console.log(sentence);
    });
    try {
      const platform = assemblePlatform(storage.database, () => new Date());
      const { entries, head, problems } = await platform.verifyAudit(receipts);
      for (const { path, message, fix } of problems) console.log(`${path}: ${message} ${fix}`);
      console.log(
        `${String(entries)} entries, ${problems.length === 0 ? "every seal holds and every revision is on file as recorded" : `${String(problems.length)} problems`}.`,
      );
      if (head !== null) console.log(`The log ends at ${String(head.number)}:${head.sha256}`);
      if (problems.length > 0) process.exitCode = 1;
    } finally {
      await storage.close();
    }
  });
}

function parse(args: readonly string[]): readonly AuditAnchor[] {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { receipt: { type: "string", multiple: true, default: [] } },
    });
    return values.receipt.map(toAnchor);
  } catch (error) {
    if (error instanceof GiveUp) throw error;
    throw new GiveUp(`${(error as Error).message}. ${USAGE}`);
  }
}

function toAnchor(text: string): AuditAnchor {
  const [, number, sha256] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (number === undefined || sha256 === undefined)
    throw new GiveUp(`"${text}" is no place in the log. ${USAGE}`);
  return { number: Number(number), sha256 };
}
