// npm run schema: writes both schemas as SDL into schema/, where they are reviewed and compared in the tests.

import { lexicographicSortSchema, printSchema, type GraphQLSchema } from "graphql";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildPublicSchema, buildStaffSchema } from "../src/graphql/schemas.js";
import { projectRoot } from "../src/project-root.js";

export async function main(): Promise<void> {
  await writeFile(join(projectRoot, "schema/public.graphql"), printSorted(await buildPublicSchema()));
  await writeFile(join(projectRoot, "schema/staff.graphql"), printSorted(await buildStaffSchema()));
}

export function printSorted(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
