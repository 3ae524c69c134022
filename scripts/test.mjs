// npm test: prepares what is missing, then runs every check and every test, and ends with one line that counts them.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare, projectRoot } from "./prepare.mjs";

/** Checks that judge the code without running it. Each counts as one. */
const CHECKS = [
  ["lint", "node_modules/eslint/bin/eslint.js", "."],
  ["types of server and tests", "node_modules/typescript/bin/tsc", "--noEmit"],
  ["types of the site", "node_modules/typescript/bin/tsc", "--noEmit", "-p", "web"],
  ["format", "node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
  ["unused code", "node_modules/knip/bin/knip.js"],
];

prepare(["packages", "client", "operations", "server", "site"]);
const filters = process.argv.slice(2);
const checks = filters.length > 0 ? [] : await runChecks(CHECKS);
const tests = runTests(filters);
const passed = checks.filter(Boolean).length + tests.passed;
const failed = checks.filter((isGood) => !isGood).length + tests.failed;
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

/** Each check uses one core, so two run at a time. */
async function runChecks(checks) {
  const waiting = [...checks];
  const results = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results.push(await runCheck(next));
  };
  await Promise.all([lane(), lane()]);
  return results;
}

/** What a check says comes out in one piece. */
function runCheck([title, ...command]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: projectRoot, stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => said.push(piece));
    child.on("close", (status) => {
      process.stdout.write(Buffer.concat(said));
      console.log(`${status === 0 ? "ok  " : "FAIL"} ${title}`);
      resolve(status === 0);
    });
  });
}

/** A suite that cannot even be loaded counts as one failure, since none of its tests could. */
function runTests(filters) {
  const directory = mkdtempSync(join(tmpdir(), "jest-"));
  const outputFile = join(directory, "results.json");
  const flags = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
  const jest = ["node_modules/jest/bin/jest.js", "--json", `--outputFile=${outputFile}`, ...filters];
  const { status } = spawnSync(process.execPath, [...flags, ...jest], {
    cwd: projectRoot,
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const results = JSON.parse(readFileSync(outputFile, "utf8"));
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    };
  } catch {
    console.error(`The test runner ended with exit code ${status} and left no results.`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
