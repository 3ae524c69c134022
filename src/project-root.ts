// Where the project lies on disk: the nearest folder with package.json, above the source as above what it is compiled to.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function nearest(directory: string): string {
  return existsSync(join(directory, "package.json")) ? directory : nearest(dirname(directory));
}

export const projectRoot = nearest(dirname(fileURLToPath(import.meta.url)));
