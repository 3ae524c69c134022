// Where an answer can be fetched as a file.

import { choiceAddress, outcomeAddress, type OutcomeRequest } from "./outcome-address.js";

/** Addresses of one answer in every format, and of what its columns mean. */
export interface Downloads {
  readonly csv: string;
  readonly parquet: string;
  readonly jsonLines: string;
  readonly dictionary: string;
}

/** @param base address of the server without a slash at its end; empty for addresses relative to it */
export function downloadsOf(base: string, request: OutcomeRequest): Downloads {
  const query = outcomeAddress(request);
  const chosen = choiceAddress(request.choice).join("&");
  return {
    csv: `${base}/outcomes.csv?${query}`,
    parquet: `${base}/outcomes.parquet?${query}`,
    jsonLines: `${base}/outcomes.jsonl?${query}`,
    dictionary: `${base}/outcomes/dictionary.csv${chosen === "" ? "" : `?${chosen}`}`,
  };
}
