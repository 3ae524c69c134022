// The chapters of a state, which nearly every question asks for and which change a few times a year, held in memory. PostgreSQL
// stays the record: whatever changes there is forgotten here at once, as figures are.

import { pageOf } from "../domain/page.js";
import type { GeographyReader } from "../usecases/ports.js";
import type { Keeping } from "./change-listener.js";

export interface KeptRosters extends Keeping {
  readonly geography: GeographyReader;
}

export function keptRosters(geography: GeographyReader): KeptRosters {
  const kept = new Map<string, ReturnType<GeographyReader["roster"]>>();
  let isTold = false;

  const roster: GeographyReader["roster"] = (stateCode) => {
    const known = kept.get(stateCode);
    if (known !== undefined) return known;
    const reading = geography.roster(stateCode);
    if (!isTold) return reading;
    // Kept from now on, and not from when it is there: what changes in between takes it away again.
    kept.set(stateCode, reading);
    const drop = () => {
      if (kept.get(stateCode) === reading) kept.delete(stateCode);
    };
    // There is no end to the names of what is no state.
    reading.then(({ state }) => {
      if (state === null) drop();
    }, drop);
    return reading;
  };

  return {
    geography: {
      ...geography,
      roster,

      async isState(code) {
        return (await roster(code)).state !== null;
      },

      async pageOfChapters(stateCode, page) {
        const { chapters } = await roster(stateCode);
        const begin = page.after === null ? 0 : chapters.findIndex(({ slug }) => slug === page.after) + 1;
        // What comes after a chapter that is none, PostgreSQL knows by its order of letters.
        if (page.after !== null && begin === 0) return geography.pageOfChapters(stateCode, page);
        return pageOf(chapters.slice(begin, begin + page.first + 1), page.first);
      },
    },

    forget(change) {
      if (change === "ANYTHING") kept.clear();
    },

    listening(told) {
      isTold = told;
      kept.clear();
    },
  };
}
