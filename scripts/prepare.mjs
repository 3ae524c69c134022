// Installs and builds what is missing or out of date, so that each npm command stands alone on a fresh clone.
// Plain JavaScript over Node's own modules: it runs before anything is installed.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const LEAST_NODE = [20, 19];

/** A step is done again when one of its inputs has changed since it last succeeded, or one of its outputs is gone. */
const STEPS = {
  packages: {
    saying: "Installing packages (a minute or two, once)",
    inputs: ["package-lock.json"],
    outputs: ["node_modules"],
    run: () => npm("ci", "--no-audit", "--no-fund"),
  },
  client: {
    saying: "Generating the database client",
    inputs: [
      "package-lock.json",
      "prisma/schema.prisma",
      "prisma/prisma.config.ts",
      "scripts/prisma-generate.mjs",
    ],
    outputs: ["src/store/generated"],
    run: () => node("scripts/prisma-generate.mjs"),
  },
  server: {
    saying: "Compiling the server",
    inputs: [
      "package-lock.json",
      "prisma/schema.prisma",
      "schema",
      "src",
      "scripts",
      "tsconfig.json",
      "tsconfig.build.json",
    ],
    outputs: ["dist/src"],
    run: () => {
      for (const stale of ["dist/src", "dist/scripts"])
        rmSync(join(projectRoot, stale), { recursive: true, force: true });
      return node("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json");
    },
  },
  site: {
    saying: "Building the site",
    inputs: ["package-lock.json", "web", "schema"],
    outputs: ["dist/web"],
    run: () => node("node_modules/vite/bin/vite.js", "build", "web", "--logLevel", "warn"),
  },
  operations: {
    saying: "Generating typed operations",
    inputs: ["package-lock.json", "codegen.ts", "schema", "src/site/operations", "web/src/operations"],
    outputs: ["src/testkit/generated", "src/site/generated", "web/src/generated"],
    run: () => node("node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.ts", "--silent"),
  },
};

/** @param {(keyof typeof STEPS)[]} names in the order in which they depend on each other */
export function prepare(names) {
  refuseOldNode();
  // An image is built whole; there is nothing to install in it, and nothing to install with.
  if (process.env.IS_PREPARED === "1") return;
  for (const name of names) {
    const step = STEPS[name];
    const stamp = join(projectRoot, "node_modules/.intercept-one", name);
    const wanted = fingerprint(step.inputs);
    if (
      step.outputs.every((output) => existsSync(join(projectRoot, output))) &&
      readIfThere(stamp) === wanted
    )
      continue;
    console.log(`${step.saying} …`);
    const { status, output } = step.run();
    if (status !== 0) {
      console.error(output);
      console.error(`${step.saying}: failed. The lines above say why.`);
      process.exit(1);
    }
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  console.error(`Node ${process.versions.node} is too old: install Node ${LEAST_NODE.join(".")} or newer.`);
  process.exit(1);
}

function fingerprint(inputs) {
  const hash = createHash("sha256").update(process.versions.modules);
  for (const input of inputs)
    for (const file of filesUnder(join(projectRoot, input)))
      hash.update(relative(projectRoot, file)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Everything below a path, but what the other steps generate and what is installed there. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  if (path.endsWith("/generated") || path.endsWith("/node_modules")) return [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

function npm(...args) {
  // The npm that runs us, wherever it is installed.
  const own = process.env.npm_execpath;
  return own === undefined ? call("npm", args) : call(process.execPath, [own, ...args]);
}

function node(...args) {
  return call(process.execPath, args);
}

function call(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: projectRoot,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: status ?? 1, output: [stdout, stderr, error?.message].filter(Boolean).join("\n") };
}
