// A build that is broken off, a clock that jumps, a part that two sites share: what npm commands run is always whole and current.

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const projectRoot = process.cwd();

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "prepare-"));
  cpSync(join(projectRoot, "scripts/prepare.mjs"), join(root, "scripts/prepare.mjs"), { recursive: true });
  write("src/main.ts", "export const version = 1;\n");
  write("src/site/charts/bar.tsx", "export const bar = 1;\n");
  write("web/index.html", "<p>1</p>\n");
  write("node_modules/typescript/bin/tsc", compiler("src/main.ts", ["src/main.js", "scripts/run.js"]));
  write(
    "node_modules/vite/bin/vite.js",
    compiler("src/site/charts/bar.tsx", ["index.html", "assets/main.js"]),
  );
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, contents: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), contents);
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Writes what it compiles in two halves, and tells when it is between them: there it fails, or waits for ever, if it is told to. */
function compiler(input: string, outputs: readonly string[]): string {
  return `
    const fs = require("node:fs"), { dirname, join } = require("node:path");
    const out = process.argv[process.argv.indexOf("--outDir") + 1];
    const text = fs.readFileSync(${JSON.stringify(input)}, "utf8");
    for (const output of ${JSON.stringify(outputs)}) {
      const file = join(out, output);
      fs.mkdirSync(dirname(file), { recursive: true });
      fs.writeFileSync(file, text.slice(0, 5));
      if (fs.existsSync("fails")) { console.log("main.ts(1,1): error"); process.exit(2); }
      if (fs.existsSync("hangs")) {
        fs.writeFileSync("midway", "");
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }
      fs.writeFileSync(file, text);
    }
    fs.appendFileSync("builds", out.endsWith("web") ? "site " : "server ");
  `;
}

const program = (step: string) => [
  "-e",
  `import("./scripts/prepare.mjs").then((m) => m.prepare(["${step}"]))`,
];

function prepare(step: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, program(step), {
    cwd: root,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

/** Which steps were built since this was asked last. */
function builds(): string {
  const built = existsSync(join(root, "builds")) ? read("builds").trim() : "";
  write("builds", "");
  return built;
}

/** Kills a build, with the compiler that it has started, while the compiler is at work. */
async function killMidway(step: string): Promise<void> {
  write("hangs", "");
  const child = spawn(process.execPath, program(step), { cwd: root, detached: true, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (!existsSync(join(root, "midway"))) await sleep(10);
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await ended;
  for (const file of ["hangs", "midway"]) rmSync(join(root, file));
}

function leftovers(): readonly string[] {
  return readdirSync(root).filter((name) => name.startsWith("dist-"));
}

const BUILDS = [
  ["server", "src/main.ts", "dist/src/main.js", "dist/scripts/run.js"],
  ["site", "src/site/charts/bar.tsx", "dist/web/index.html", "dist/web/assets/main.js"],
] as const;

describe.each(BUILDS)("a build of the %s", (step, source, output, other) => {
  it("is done once, and again only when something has changed", () => {
    expect(prepare(step)).toMatchObject({ status: 0 });
    expect(prepare(step)).toEqual({ status: 0, said: "" });
    expect(builds()).toBe(step);
    write(source, "export const version = 2;\n");
    prepare(step);
    expect([builds(), read(output), read(other)]).toEqual([step, read(source), read(source)]);
    expect(leftovers()).toEqual([]);
  });

  it("that is killed leaves what was there before, and is done again", async () => {
    prepare(step);
    const before = read(output);
    write(source, "export const version = 2;\n");
    await killMidway(step);
    expect([read(output), read(other)]).toEqual([before, before]);
    // Back to what the last whole build was made of: nobody can know that, so it is built again.
    write(source, before);
    builds();
    prepare(step);
    expect([builds(), read(output), leftovers()]).toEqual([step, before, []]);
  });

  it("that is killed as the first of all leaves nothing, and is done again", async () => {
    await killMidway(step);
    expect(existsSync(join(root, "dist"))).toBe(false);
    prepare(step);
    expect([read(output), read(other), leftovers()]).toEqual([read(source), read(source), []]);
  });

  it("that is killed between putting away the old and putting in place the new gets the old back", () => {
    prepare(step);
    const folder = dirname(output);
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    mkdirSync(join(root, `dist-new-${String(pid)}`, "before/dist"), { recursive: true });
    renameSync(join(root, folder), join(root, `dist-new-${String(pid)}`, "before", folder));
    rmSync(join(root, "node_modules/.intercept-one", step));
    write("fails", "");
    expect(prepare(step).status).toBe(1);
    expect([read(output), leftovers()]).toEqual([read(source), []]);
  });

  it("that fails says why, leaves what was there before, and is tried again", () => {
    prepare(step);
    const before = read(output);
    write(source, "export const version = ;\n");
    write("fails", "");
    for (let time = 0; time < 2; time++) {
      expect(prepare(step)).toEqual({ status: 1, said: expect.stringContaining("main.ts(1,1): error") });
      expect([read(output), leftovers()]).toEqual([before, []]);
    }
  });

  it("goes by contents, whatever the clock says", () => {
    prepare(step);
    builds();
    const files = [source, output, `node_modules/.intercept-one/${step}`];
    for (const year of ["1990", "2090"]) {
      for (const [index, file] of files.entries()) {
        const at = new Date(`${year}-0${String(index + 1)}-01T00:00:00Z`);
        utimesSync(join(root, file), at, at);
      }
      prepare(step);
      expect(builds()).toBe("");
    }
    write(source, "export const version = 3;\n");
    utimesSync(join(root, source), new Date("1990-01-01T00:00:00Z"), new Date("1990-01-01T00:00:00Z"));
    prepare(step);
    expect([builds(), read(output)]).toEqual([step, read(source)]);
  });
});

describe("the inputs of the site", () => {
  interface Module {
    readonly source: string;
    readonly coreModule?: boolean;
  }

  async function inputsOfSite(): Promise<readonly string[]> {
    const address = pathToFileURL(join(projectRoot, "scripts/prepare.mjs")).href;
    const { STEPS } = (await import(address)) as { STEPS: { site: { inputs: readonly string[] } } };
    return STEPS.site.inputs;
  }

  /** What is reached from web/ and lies beside the inputs: a change of it would leave the old site. */
  async function forgotten(directory: string): Promise<readonly string[]> {
    const cruiser = join(projectRoot, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const config = join(projectRoot, ".dependency-cruiser.cjs");
    const { stdout } = spawnSync(
      process.execPath,
      [cruiser, "web", "--config", config, "--output-type", "json"],
      {
        cwd: directory,
        encoding: "utf8",
        maxBuffer: 256 * 1024 * 1024,
      },
    );
    const { modules } = JSON.parse(stdout) as { readonly modules: readonly Module[] };
    const inputs = await inputsOfSite();
    const isInput = (file: string) => inputs.some((input) => file === input || file.startsWith(`${input}/`));
    const files = modules.filter(
      ({ source, coreModule }) => coreModule !== true && !source.includes("node_modules/"),
    );
    expect(files.length).toBeGreaterThan(0);
    return files
      .map(({ source }) => source)
      .filter((file) => existsSync(join(directory, file)) && !isInput(file));
  }

  it("are all that its pages are made of", async () => {
    expect(await forgotten(projectRoot)).toEqual([]);
  });

  it("are found out when a page reaches beyond them", async () => {
    for (const name of ["package.json", "tsconfig.json"]) cpSync(join(projectRoot, name), join(root, name));
    write("src/domain/other.ts", "export const other = 1;\n");
    write("src/site/parts/shared.ts", 'export { other } from "../../domain/other.js";\n');
    write("web/src/page.ts", 'export { other } from "../../src/site/parts/shared.js";\n');
    expect(await forgotten(root)).toEqual(["src/domain/other.ts"]);
  });
});
