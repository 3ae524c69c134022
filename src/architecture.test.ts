import { describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const projectRoot = process.cwd();
const config = resolve(projectRoot, ".dependency-cruiser.cjs");

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

function violationsIn(directory: string, folders: readonly string[]): readonly Violation[] {
  const cruiser = join(projectRoot, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, ...folders, "--config", config, "--output-type", "json"],
    { cwd: directory, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (stdout === "") throw new Error(stderr);
  const report = JSON.parse(stdout) as {
    readonly modules: readonly unknown[];
    readonly summary: { readonly violations: readonly Violation[] };
  };
  expect(report.modules.length).toBeGreaterThan(0);
  return report.summary.violations;
}

/** Rule → a file that breaks it, and the modules it reaches. */
const PLANTED: Readonly<Record<string, { readonly file: string; readonly reaches: readonly string[] }>> = {
  "no-circles": { file: "src/store/one.ts", reaches: ["src/store/other.ts"] },
  "domain-is-pure": { file: "src/domain/pure.ts", reaches: ["node:fs"] },
  "domain-flows-forward-encounters": {
    file: "src/domain/encounters/back.ts",
    reaches: ["src/domain/catalog/after.ts"],
  },
  "domain-flows-forward-catalog": {
    file: "src/domain/catalog/back.ts",
    reaches: ["src/domain/reporting/after.ts"],
  },
  "domain-flows-forward-reporting": {
    file: "src/domain/reporting/back.ts",
    reaches: ["src/domain/statistics/after.ts"],
  },
  "domain-flows-forward-statistics": {
    file: "src/domain/statistics/back.ts",
    reaches: ["src/domain/disclosure/after.ts"],
  },
  "domain-flows-forward-disclosure": {
    file: "src/domain/disclosure/back.ts",
    reaches: ["src/domain/release/after.ts"],
  },
  "usecases-know-domain-only": { file: "src/usecases/shortcut.ts", reaches: ["src/store/table.ts"] },
  "demonstration-knows-domain-only": {
    file: "src/demonstration/shortcut.ts",
    reaches: ["src/usecases/do.ts"],
  },
  "stores-implement-ports": { file: "src/store/shortcut.ts", reaches: ["src/usecases/do.ts"] },
  "mail-is-a-way-out": { file: "src/mail/shortcut.ts", reaches: ["src/store/table.ts"] },
  "wording-knows-domain-only": { file: "src/mail/wording/act.ts", reaches: ["node:crypto"] },
  "exports-know-domain-only": { file: "src/exports/shortcut.ts", reaches: ["src/usecases/do.ts"] },
  "parquet-stays-in-its-room": { file: "src/http/pack.ts", reaches: ["hyparquet-writer"] },
  "solver-knows-domain-only": { file: "src/solver/shortcut.ts", reaches: ["src/usecases/do.ts"] },
  "highs-stays-in-its-room": { file: "src/usecases/solve.ts", reaches: ["highs"] },
  "nodemailer-stays-in-its-room": { file: "src/usecases/post.ts", reaches: ["nodemailer"] },
  "ways-in-reach-no-store": { file: "src/graphql/shortcut.ts", reaches: ["src/store/table.ts"] },
  "public-never-reaches-staff": {
    file: "src/graphql/public/peek.ts",
    reaches: ["src/graphql/staff/secret.ts"],
  },
  "execution-knows-no-subject": {
    file: "src/graphql/execution/special-case.ts",
    reaches: ["src/graphql/shared/special.ts"],
  },
  "graphql-stays-in-its-room": { file: "src/usecases/framework.ts", reaches: ["graphql"] },
  "database-stays-in-its-room": { file: "src/usecases/sql.ts", reaches: ["pg"] },
  "nothing-of-tests-in-the-product": { file: "src/http/testing.ts", reaches: ["src/testkit/app.ts"] },
  "site-stands-alone": { file: "web/src/shortcut.ts", reaches: ["src/domain/plain.ts"] },
  "pages-ask-the-api": { file: "src/site/shortcut.ts", reaches: ["src/usecases/do.ts"] },
  "react-stays-in-its-room": { file: "src/http/draw.ts", reaches: ["react"] },
  "no-drawers": { file: "src/http/drawer.ts", reaches: ["src/http/utils/anything.ts"] },
};

function plant(): string {
  const directory = mkdtempSync(join(tmpdir(), "architecture-"));
  symlinkSync(join(projectRoot, "node_modules"), join(directory, "node_modules"));
  cpSync(join(projectRoot, "tsconfig.json"), join(directory, "tsconfig.json"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  };
  for (const { file, reaches } of Object.values(PLANTED)) {
    const depth = "../".repeat(file.split("/").length - 1);
    const isOurs = (target: string) => target.startsWith("src/");
    const imports = reaches.map(
      (target) => `import "${isOurs(target) ? depth + target.replace(/\.ts$/, ".js") : target}";\n`,
    );
    write(file, imports.join(""));
    for (const target of reaches.filter(isOurs)) write(target, "export const value = 1;\n");
  }
  write("src/store/other.ts", 'import "./one.js";\n');
  return directory;
}

describe("the rooms of the house", () => {
  it("reach each other only along the arrows", () => {
    expect(violationsIn(projectRoot, ["src", "scripts", "web/src"])).toEqual([]);
  });

  it("are guarded: each rule catches what breaks it", () => {
    const directory = plant();
    try {
      const caught = violationsIn(directory, ["src", "web/src"]);
      const missed = Object.entries(PLANTED).filter(
        ([rule, { file }]) =>
          !caught.some((violation) => violation.rule.name === rule && violation.from === file),
      );
      expect(missed).toEqual([]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it("have no rule without a planted violation", () => {
    // The last shelf has nothing after it.
    const rules = [...readFileSync(config, "utf8").matchAll(/name: "([\w-]+)"/g)].map(
      ([, name]) => name ?? "",
    );
    const planted = Object.keys(PLANTED).filter((name) => !name.startsWith("domain-flows-forward"));
    expect(rules.sort()).toEqual(planted.sort());
  });
});
