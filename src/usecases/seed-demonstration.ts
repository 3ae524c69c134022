// Fills a state with demonstration data, once. Everything it writes is marked as such.

import { inventDemonstration } from "../demonstration/invent-reports.js";
import type { StateCode } from "../domain/geography.js";
import { monthAt } from "../domain/reporting-month.js";
import { recordMade } from "./made-revisions.js";
import type { Clock, GeographyReader, InTransaction } from "./ports.js";

export const DEMONSTRATION_STATE = "MO" as StateCode;

/** The draws follow from this number: the same roster and month give the same data everywhere. */
export const DEMONSTRATION_SEED = 632_305;

export const DEMONSTRATION_DATASET = "demonstration";
const BATCH = 400;

export interface SeedOptions {
  readonly onProgress: (done: number, of: number) => void;
}

/** `NO_ROSTER`: the state has no chapters to invent reports for. */
export type SeedDemonstration = (options: SeedOptions) => Promise<"SEEDED" | "ALREADY_THERE" | "NO_ROSTER">;

export function seedDemonstration(ports: {
  readonly geography: GeographyReader;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}): SeedDemonstration {
  return async ({ onProgress }) => {
    const { state, counties, chapters } = await ports.geography.gazetteer(DEMONSTRATION_STATE, []);
    if (state === null || chapters.length === 0) return "NO_ROSTER";
    const populations = await ports.geography.populations(counties.map((county) => county.fips));
    const now = ports.clock();
    return ports.inTransaction(async (writer) => {
      if ((await writer.loadedDataset(DEMONSTRATION_DATASET)) !== null) return "ALREADY_THERE";
      const { expectations, reports } = inventDemonstration({
        chapters,
        populations,
        runningMonth: monthAt(now, state.timeZone),
        now,
        seed: DEMONSTRATION_SEED,
      });
      await writer.addExpectations(expectations);
      const rows: number[] = [];
      for (let start = 0; start < reports.length; start += BATCH) {
        const batch = reports.slice(start, start + BATCH);
        rows.push(...(await writer.addReports(batch)));
        onProgress(start + batch.length, reports.length);
      }
      await writer.keepRosterEditions(now);
      await writer.markDatasetLoaded(DEMONSTRATION_DATASET, String(DEMONSTRATION_SEED), now);
      await recordMade(writer, { at: now, action: "report:invent", subject: `state ${state.code}` }, rows);
      return "SEEDED";
    });
  };
}
