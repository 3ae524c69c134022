// What every maker of a page is given.

import type { AskPublic } from "../ask-public.js";
import type { AddressQuery } from "../view.js";

export interface Site {
  readonly ask: AskPublic;
  /** Address of the server without a slash at its end; empty where none is known. */
  readonly url: string;
  /** Whether a release of the state is on its way. */
  readonly isReleaseUnderWay: (stateCode: string) => Promise<boolean>;
}

/** A request for a page: names from its path, and what stands behind the question mark. */
export interface Visit {
  readonly params: Readonly<Record<string, string>>;
  readonly query: AddressQuery;
}
