// `node scripts/run.mjs COMMAND …`: prepares what the command needs, then runs its compiled main() in this very process,
// so that signals reach it directly.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { prepare, projectRoot } from "./prepare.mjs";

const SERVER = ["packages", "client", "operations", "server"];

/** Command → what must be ready, and the module whose main() it is. */
const COMMANDS = {
  build: { needs: [...SERVER, "site"] },
  start: { needs: [...SERVER, "site"], module: "dist/src/main.js" },
  import: { needs: SERVER, module: "dist/scripts/import.js" },
  "audit-verify": { needs: SERVER, module: "dist/scripts/audit-verify.js" },
  admin: { needs: SERVER, module: "dist/scripts/admin.js" },
  token: { needs: SERVER, module: "dist/scripts/token.js" },
  "print-schema": { needs: SERVER, module: "dist/scripts/print-schema.js" },
  bench: { needs: [...SERVER, "site"], module: "dist/scripts/bench/bench.js" },
  "bench-files": { needs: SERVER, module: "dist/scripts/bench/report-files.js" },
  "bench-retries": { needs: SERVER, module: "dist/scripts/bench/retries.js" },
  "bench-disclosure": { needs: SERVER, module: "dist/scripts/bench/disclosure.js" },
  "bench-first-release": { needs: SERVER, module: "dist/scripts/bench/first-release.js" },
  "bench-pages": { needs: SERVER, module: "dist/scripts/bench/pages.js" },
  "new-migration": { needs: SERVER, module: "dist/scripts/new-migration.js" },
};

const [name = "", ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  console.error(`Unknown command "${name}"; there are: ${Object.keys(COMMANDS).join(", ")}.`);
  process.exit(2);
}
prepare(command.needs);
if (command.module !== undefined) {
  process.setSourceMapsEnabled(true);
  const { main } = await import(pathToFileURL(join(projectRoot, command.module)).href);
  await main(args);
}
