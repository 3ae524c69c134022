// All use cases, built once from the ports.

import type { County } from "../domain/geography.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import { listOfState, type ListOfState } from "./list-of-state.js";
import { readLiveOutcomes, type ReadLiveOutcomes } from "./read-live-outcomes.js";
import type { GeographyReader, ReportReader } from "./ports.js";
import { identifyViewer, type IdentifyViewer } from "./identify-viewer.js";
import { people, type People, type PeoplePorts } from "./people.js";

export interface UseCases {
  readonly identifyViewer: IdentifyViewer;
  readonly people: People;
  readonly listChapters: ListOfState<Chapter>;
  readonly listCounties: ListOfState<County>;
  readonly listStates: GeographyReader["states"];
  readonly findChapter: GeographyReader["findChapter"];
  readonly readLiveOutcomes: ReadLiveOutcomes;
}

export interface UseCasePorts extends PeoplePorts {
  readonly reports: ReportReader;
}

export function useCases(ports: UseCasePorts): UseCases {
  return {
    identifyViewer: identifyViewer(ports),
    people: people(ports),
    listChapters: listOfState(ports.geography, (state, page) => ports.geography.pageOfChapters(state, page)),
    listCounties: listOfState(ports.geography, (state, page) => ports.geography.pageOfCounties(state, page)),
    listStates: () => ports.geography.states(),
    findChapter: (stateCode, slug) => ports.geography.findChapter(stateCode, slug),
    readLiveOutcomes: readLiveOutcomes(ports),
  };
}
