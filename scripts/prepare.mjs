// Installs and builds what is missing or out of date, so that each npm command stands alone on a fresh clone.
// Plain JavaScript over Node's own modules: it runs before anything is installed.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const LEAST_NODE = [20, 19];

/**
 * A step is done again when the contents of its inputs, or of those of the steps it comes after, have changed since it last
 * succeeded, or one of its outputs is gone. Times of files say nothing: clocks jump, and copies are younger than what they copy.
 * What lies in dist/ is built in a folder of its own and put in place whole, so that a build which is broken off leaves what was there.
 */
export const STEPS = {
  packages: {
    saying: "Installing packages (a minute or two, once)",
    inputs: ["package-lock.json"],
    after: [],
    outputs: ["node_modules"],
    run: () => npm("ci", "--no-audit", "--no-fund"),
  },
  client: {
    saying: "Generating the database client",
    after: ["packages"],
    inputs: ["prisma/schema.prisma", "prisma/prisma.config.ts", "scripts/prisma-generate.mjs"],
    outputs: ["src/store/generated"],
    run: () => node("scripts/prisma-generate.mjs"),
  },
  server: {
    saying: "Compiling the server",
    after: ["client", "operations"],
    inputs: ["src", "scripts", "tsconfig.json", "tsconfig.build.json"],
    outputs: ["dist/src", "dist/scripts"],
    run: (dist) => node("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", dist),
  },
  site: {
    saying: "Building the site",
    after: ["operations"],
    // The pages of the staff draw with parts of the public site.
    inputs: [
      "web",
      "schema",
      "src/site",
      "src/domain/text.ts",
      "src/domain/problem.ts",
      "src/project-root.ts",
    ],
    outputs: ["dist/web"],
    run: (dist) =>
      node(
        "node_modules/vite/bin/vite.js",
        "build",
        "web",
        "--outDir",
        join(dist, "web"),
        "--logLevel",
        "warn",
      ),
  },
  operations: {
    saying: "Generating typed operations",
    after: ["packages"],
    inputs: ["codegen.ts", "schema", "src/site/operations", "web/src/operations"],
    outputs: ["src/testkit/generated", "src/site/generated", "web/src/generated"],
    run: () => node("node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.ts", "--silent"),
  },
};

/** @param {(keyof typeof STEPS)[]} names in the order in which they depend on each other */
export function prepare(names) {
  refuseOldNode();
  // An image is built whole; there is nothing to install in it, and nothing to install with.
  if (process.env.IS_PREPARED === "1") return;
  clearBrokenOff();
  for (const name of names) {
    const step = STEPS[name];
    const stamp = join(projectRoot, "node_modules/.intercept-one", name);
    const wanted = fingerprint(name);
    if (
      step.outputs.every((output) => existsSync(join(projectRoot, output))) &&
      readIfThere(stamp) === wanted
    )
      continue;
    console.log(`${step.saying} …`);
    // Removed first and written last: whatever lies there in between is of no known state, and is made again.
    rmSync(stamp, { force: true });
    const dist = join(projectRoot, `${BUILDING}${process.pid}`);
    const { status, output } = step.run(dist);
    if (status !== 0) {
      rmSync(dist, { recursive: true, force: true });
      console.error(output);
      console.error(`${step.saying}: failed. The lines above say why.`);
      process.exit(1);
    }
    putInPlace(step.outputs, dist);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(`${stamp}.new`, wanted);
    renameSync(`${stamp}.new`, stamp);
  }
}

/** Beside dist/ and as deep, so that source maps find the sources after the move. Its end is the id of the process that builds. */
const BUILDING = "dist-new-";

function putInPlace(outputs, dist) {
  if (!existsSync(dist)) return;
  for (const output of outputs) {
    const place = join(projectRoot, output);
    const before = join(dist, "before", output);
    mkdirSync(dirname(place), { recursive: true });
    mkdirSync(dirname(before), { recursive: true });
    if (existsSync(place)) renameSync(place, before);
    renameSync(join(projectRoot, output.replace(/^dist/, relative(projectRoot, dist))), place);
  }
  rmSync(dist, { recursive: true, force: true });
}

/** Takes away what a process left that ended while it was building, after putting back what it had just moved aside. */
function clearBrokenOff() {
  for (const name of readdirSync(projectRoot).filter((one) => one.startsWith(BUILDING))) {
    if (isRunning(Number(name.slice(BUILDING.length)))) continue;
    const outputs = Object.values(STEPS).flatMap((step) => step.outputs);
    for (const output of outputs) {
      const before = join(projectRoot, name, "before", output);
      if (existsSync(before) && !existsSync(join(projectRoot, output)))
        renameSync(before, join(projectRoot, output));
    }
    // A compiler that outlived its parent may still be writing there.
    rmSync(join(projectRoot, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function isRunning(processId) {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  console.error(`Node ${process.versions.node} is too old: install Node ${LEAST_NODE.join(".")} or newer.`);
  process.exit(1);
}

/** Of the contents of the inputs of a step, and of the steps it comes after. */
function fingerprint(name) {
  const { inputs, after } = STEPS[name];
  const hash = createHash("sha256").update(process.versions.modules);
  for (const input of inputs)
    for (const file of filesUnder(join(projectRoot, input)))
      hash.update(relative(projectRoot, file)).update(readFileSync(file));
  for (const earlier of after) hash.update(fingerprint(earlier));
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
