// Where the project lies on disk: the folder with package.json, two above the compiled file.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = resolve(fileURLToPath(import.meta.url), "../../..");
