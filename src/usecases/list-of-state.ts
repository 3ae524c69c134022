// Lists of what a state holds, page by page: its counties, its chapters.

import { unknownState } from "../domain/geography.js";
import { parsePageRequest, type Page, type PageRequest } from "../domain/page.js";
import { accepted, refused, type Outcome } from "../domain/problem.js";
import type { GeographyReader } from "./ports.js";

export type ListOfState<T> = (stateCode: string, page: PageRequest) => Promise<Outcome<Page<T>>>;

/** A state that does not exist is refused: an empty list would read as a state without any. */
export function listOfState<T>(
  geography: GeographyReader,
  readPage: (stateCode: string, page: PageRequest) => Promise<Page<T>>,
): ListOfState<T> {
  return async (stateCode, page) => {
    const parsed = parsePageRequest(page);
    const found = parsed.ok ? await readPage(stateCode, parsed.value) : null;
    // What has been found lies in a state.
    const isKnown = (found !== null && found.items.length > 0) || (await geography.isState(stateCode));
    if (found !== null && isKnown) return accepted(found);
    return refused(
      ...(isKnown ? [] : [unknownState(stateCode, "state")]),
      ...(parsed.ok ? [] : parsed.problems),
    );
  };
}
