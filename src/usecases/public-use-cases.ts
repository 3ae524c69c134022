// What anybody may ask, without a token: over connections that can read what is published and nothing else.

import type { County } from "../domain/geography.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import type { PublishedPorts } from "./asked-release.js";
import { listOfState, type ListOfState } from "./list-of-state.js";
import type { GeographyReader } from "./ports.js";
import { readReleases, type ReadReleases } from "./read-releases.js";

export interface PublicUseCases extends ReadReleases {
  readonly listChapters: ListOfState<Chapter>;
  readonly listCounties: ListOfState<County>;
  readonly listStates: GeographyReader["states"];
  readonly findChapter: GeographyReader["findChapter"];
}

export function publicUseCases(ports: PublishedPorts): PublicUseCases {
  const { geography } = ports;
  return {
    ...readReleases(ports),
    listChapters: listOfState(geography, (state, page) => geography.pageOfChapters(state, page)),
    listCounties: listOfState(geography, (state, page) => geography.pageOfCounties(state, page)),
    listStates: () => geography.states(),
    findChapter: (stateCode, slug) => geography.findChapter(stateCode, slug),
  };
}
