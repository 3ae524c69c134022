// All use cases, built once from the ports.

import type { County } from "../domain/geography.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import { listOfState, type ListOfState } from "./list-of-state.js";
import { readLiveOutcomes, type ReadLiveOutcomes } from "./read-live-outcomes.js";
import type { AccountReader, Clock, GeographyReader, ReportReader } from "./ports.js";
import type { OptOutRegister, OptOutSignatures } from "./mail-ports.js";
import { optOutOfMail, type OptOutOfMail } from "./opt-out-of-mail.js";
import { identifyViewer, type IdentifyViewer } from "./identify-viewer.js";

export interface UseCases {
  readonly identifyViewer: IdentifyViewer;
  readonly listChapters: ListOfState<Chapter>;
  readonly listCounties: ListOfState<County>;
  readonly listStates: GeographyReader["states"];
  readonly findChapter: GeographyReader["findChapter"];
  readonly readLiveOutcomes: ReadLiveOutcomes;
  readonly optOutOfMail: OptOutOfMail;
}

export interface ReadingPorts {
  readonly geography: GeographyReader;
  readonly reports: ReportReader;
  readonly accounts: AccountReader;
  readonly optOuts: OptOutRegister;
  readonly signatures: OptOutSignatures;
  readonly clock: Clock;
}

export function useCases(ports: ReadingPorts): UseCases {
  return {
    identifyViewer: identifyViewer(ports),
    listChapters: listOfState(ports.geography, (state, page) => ports.geography.pageOfChapters(state, page)),
    listCounties: listOfState(ports.geography, (state, page) => ports.geography.pageOfCounties(state, page)),
    listStates: () => ports.geography.states(),
    findChapter: (stateCode, slug) => ports.geography.findChapter(stateCode, slug),
    readLiveOutcomes: readLiveOutcomes(ports),
    optOutOfMail: optOutOfMail(ports),
  };
}
