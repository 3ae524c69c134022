// Where an answer can be fetched as a file.

import { choiceAddress, outcomeAddress, type OutcomeRequest } from "./outcome-address.js";

/** Addresses of one answer in every format, and of what its columns mean. */
export interface Downloads {
  readonly csv: string;
  readonly parquet: string;
  readonly jsonLines: string;
  readonly dictionary: string;
}

/** Where answers are given as files. */
export interface Door {
  /** Address of a file of outcomes, without its ending. */
  readonly outcomes: string;
  /** Address of the data dictionary, without its ending. */
  readonly dictionary: string;
  readonly needsToken: boolean;
}

/** Live figures: for the staff. */
export const LIVE_DOOR: Door = {
  outcomes: "/outcomes",
  dictionary: "/outcomes/dictionary",
  needsToken: true,
};

/** A release: for everybody. @param number "MO-3" */
export function releaseDoor(number: string): Door {
  const place = `/releases/${number}`;
  return { outcomes: `${place}/outcomes`, dictionary: `${place}/dictionary`, needsToken: false };
}

/** @param base address of the server without a slash at its end; empty for addresses relative to it */
export function downloadsOf(base: string, door: Door, request: OutcomeRequest): Downloads {
  const query = outcomeAddress(request);
  const chosen = choiceAddress(request.choice).join("&");
  const outcomes = `${base}${door.outcomes}`;
  return {
    csv: `${outcomes}.csv?${query}`,
    parquet: `${outcomes}.parquet?${query}`,
    jsonLines: `${outcomes}.jsonl?${query}`,
    dictionary: `${base}${door.dictionary}.csv${chosen === "" ? "" : `?${chosen}`}`,
  };
}
