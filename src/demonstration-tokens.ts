// The file with the demonstration tokens: kept while it works, written anew when it does not.

import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Platform } from "./platform.js";
import { withStartLock } from "./store/embedded/start-lock.js";
import { DEMONSTRATION_USERS, type DemonstrationTokens } from "./usecases/issue-demonstration-tokens.js";

/** Tokens of the file, if the accounts behind them still stand; fresh ones otherwise. Only the owner can read the file. */
export async function keepDemonstrationTokens(
  platform: Platform,
  dataDirectory: string,
): Promise<DemonstrationTokens> {
  await mkdir(dataDirectory, { recursive: true });
  const file = join(dataDirectory, "demo-tokens.json");
  // Two starts at once must not each take the other's tokens back.
  return withStartLock(`${file}.lock`, () => keep(platform, file));
}

async function keep(platform: Platform, file: string): Promise<DemonstrationTokens> {
  const kept = await readTokens(file);
  if (kept !== null && (await areKnown(platform, kept))) {
    await chmod(file, 0o600);
    return kept;
  }
  const tokens = await platform.issueDemonstrationTokens();
  const written = `${file}.new`;
  await writeFile(written, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  await rename(written, file);
  return tokens;
}

async function readTokens(file: string): Promise<DemonstrationTokens | null> {
  try {
    const tokens = JSON.parse(await readFile(file, "utf8")) as Partial<DemonstrationTokens>;
    return DEMONSTRATION_USERS.every((user) => typeof tokens[user] === "string")
      ? (tokens as DemonstrationTokens)
      : null;
  } catch {
    return null;
  }
}

async function areKnown(platform: Platform, tokens: DemonstrationTokens): Promise<boolean> {
  const viewers = await Promise.all(
    DEMONSTRATION_USERS.map((user) => platform.useCases.identifyViewer(tokens[user])),
  );
  return viewers.every((viewer) => viewer !== null);
}
