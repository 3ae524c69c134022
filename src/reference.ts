// Brings the reference data up to date with its files.

import type { Config } from "./config.js";
import { readReferenceFiles } from "./ingest/reference-files.js";
import type { Platform } from "./platform.js";
import { unwrap } from "./terminal/give-up.js";

/** @throws GiveUp with every fault of the files */
export async function loadReferenceFiles(
  platform: Platform,
  config: Config,
): Promise<"LOADED" | "UNCHANGED"> {
  const files = unwrap(await readReferenceFiles(config.referenceDirectory));
  return unwrap(await platform.loadReferenceData(files.data, files.contentSha256));
}
