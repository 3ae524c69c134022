// Where Prisma's command line finds the schema and the migrations. The application itself does not read this file.
// The default export is Prisma's demand.

import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "schema.prisma",
  migrations: { path: "migrations" },
  // Only commands that look at a live database need it; `generate` has to work without.
  datasource: { url: process.env["DATABASE_URL"] ?? "" },
});
