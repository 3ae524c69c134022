// Queries of tests that mean a new change each time they are sent.

import { randomUUID } from "node:crypto";

/** Every key that is written "FRESH" becomes one that was never used. */
export function withFreshKeys(query: string): string {
  return query.replaceAll('"FRESH"', () => JSON.stringify(randomUUID()));
}
