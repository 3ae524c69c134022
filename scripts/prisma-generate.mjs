// Generates the database client from prisma/schema.prisma. Plain JavaScript, because it runs before the build.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");

const { status, stdout, stderr, error } = spawnSync(
  process.execPath,
  [prisma, "generate", "--no-hints", "--config", "prisma/prisma.config.ts"],
  {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
    env: {
      // Prisma downloads an engine that generating does not use, unless it is told of one. Any program will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      ...process.env,
    },
  },
);

if (status !== 0) console.error([stdout, stderr, error?.message].filter(Boolean).join("\n"));
process.exitCode = status ?? 1;
