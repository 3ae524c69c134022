import { describe, expect, it } from "@jest/globals";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromSetup } from "../testkit/database.js";
import { diffMigrationsToSchema } from "./migrations.js";

const databaseUrl = fromSetup("TEST_SERVER_URL");

describe("the migrations", () => {
  it("make the tables of prisma/schema.prisma, neither more nor less", async () => {
    expect(await diffMigrationsToSchema({ databaseUrl, projectRoot: process.cwd() })).toBe("");
  });

  it("are seen to lack a column that is added to the schema", async () => {
    const projectRoot = await mkdtemp(join(tmpdir(), "drift-"));
    try {
      await cp(join(process.cwd(), "prisma"), join(projectRoot, "prisma"), { recursive: true });
      const schema = join(projectRoot, "prisma/schema.prisma");
      const planted = (await readFile(schema, "utf8")).replace(
        "model County {",
        "model County {\n  planted String?",
      );
      await writeFile(schema, planted);
      expect(await diffMigrationsToSchema({ databaseUrl, projectRoot })).toContain(
        'ALTER TABLE "county" ADD COLUMN     "planted" TEXT',
      );
    } finally {
      await rm(projectRoot, { recursive: true });
    }
  });
});
