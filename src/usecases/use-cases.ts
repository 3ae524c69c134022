// All use cases, built once from the ports.

import type { County } from "../domain/geography.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import { listOfState, type ListOfState } from "./list-of-state.js";
import {
  pageFigureChanges,
  readFigureChanges,
  type PageFigureChanges,
  type ReadFigureChanges,
} from "./read-figure-changes.js";
import { readLiveOutcomes, type ReadLiveOutcomes } from "./read-live-outcomes.js";
import type { LockRule } from "../domain/reporting/deadlines.js";
import { allowLateReport, type AllowLateReport } from "./allow-late-report.js";
import { compareOutcomes, type CompareOutcomes } from "./compare-outcomes.js";
import { changeReport, type ChangeReport } from "./change-report.js";
import { keyedChange, type KeyedChange } from "./keyed-change.js";
import { importReports, type ImportReports } from "./import-reports.js";
import type { EncounterReader, FigureReader, GeographyReader, ReportReader } from "./ports.js";
import { prepareTemplate, type PrepareTemplate } from "./prepare-template.js";
import { readFunnel, type ReadFunnel } from "./read-funnel.js";
import { readStandardization, type ReadStandardization } from "./read-standardization.js";
import { readTrend, type ReadTrend } from "./read-trend.js";
import { readDuties, type ReadDuties } from "./read-duties.js";
import { listReports, readReport, type ListReports, type ReadReport } from "./read-reports.js";
import { readRevisions, type ReadRevisions } from "./read-revisions.js";
import type { OptOutRegister, OptOutSignatures, ReminderRecipients } from "./mail-ports.js";
import { optOutOfMail, type OptOutOfMail } from "./opt-out-of-mail.js";
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
  readonly compareOutcomes: CompareOutcomes;
  readonly readFunnel: ReadFunnel;
  readonly readTrend: ReadTrend;
  readonly readStandardization: ReadStandardization;
  readonly readRevisions: ReadRevisions;
  readonly readFigureChanges: ReadFigureChanges;
  readonly pageFigureChanges: PageFigureChanges;
  readonly readReport: ReadReport;
  readonly listReports: ListReports;
  readonly changeReport: ChangeReport;
  readonly keyedChange: KeyedChange;
  readonly importReports: ImportReports;
  readonly allowLateReport: AllowLateReport;
  readonly prepareTemplate: PrepareTemplate;
  readonly readDuties: ReadDuties;
  readonly optOutOfMail: OptOutOfMail;
}

export interface UseCasePorts extends PeoplePorts {
  readonly figures: FigureReader;
  readonly reports: ReportReader;
  readonly encounters: EncounterReader;
  readonly optOuts: OptOutRegister;
  readonly signatures: OptOutSignatures;
  readonly recipients: ReminderRecipients;
  readonly lock: LockRule;
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
    compareOutcomes: compareOutcomes(ports),
    readFunnel: readFunnel(ports),
    readTrend: readTrend(ports),
    readStandardization: readStandardization(ports),
    readRevisions: readRevisions(ports),
    readFigureChanges: readFigureChanges(ports),
    pageFigureChanges: pageFigureChanges(ports),
    readReport: readReport(ports),
    listReports: listReports(ports),
    changeReport: changeReport(ports),
    keyedChange: keyedChange(ports),
    importReports: importReports(ports),
    allowLateReport: allowLateReport(ports),
    prepareTemplate: prepareTemplate(ports),
    readDuties: readDuties(ports),
    optOutOfMail: optOutOfMail(ports),
  };
}
