// What is known of each state that a list of grants names.

import type { AskedGrant } from "../domain/access/grants.js";
import type { Gazetteer } from "../domain/reporting/gazetteer.js";
import type { GeographyReader } from "./ports.js";

export async function gazetteersOf(
  geography: GeographyReader,
  grants: readonly AskedGrant[],
): Promise<ReadonlyMap<string, Gazetteer>> {
  const states = [...new Set(grants.map(({ state }) => state))];
  return new Map(
    await Promise.all(states.map(async (state) => [state, await geography.gazetteer(state, [])] as const)),
  );
}
