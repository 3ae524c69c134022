// All use cases of those who are signed in, built once from the ports; what anybody may ask is among them.

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
import type { AroundWriting, EncounterReader, FigureReader, ReportReader } from "./ports.js";
import { prepareTemplate, type PrepareTemplate } from "./prepare-template.js";
import { readFunnel, type ReadFunnel } from "./read-funnel.js";
import { readStandardization, type ReadStandardization } from "./read-standardization.js";
import { readTrend, type ReadTrend } from "./read-trend.js";
import { readCalendar, type ReadCalendar } from "./read-calendar.js";
import { readDuties, type ReadDuties } from "./read-duties.js";
import { readEarlierMonths, type ReadEarlierMonths } from "./read-earlier-months.js";
import { readWarnings, type ReadWarnings } from "./read-warnings.js";
import { listReports, readReport, type ListReports, type ReadReport } from "./read-reports.js";
import { readRevisions, type ReadRevisions } from "./read-revisions.js";
import type { OptOutRegister, OptOutSignatures, ReminderRecipients } from "./mail-ports.js";
import { optOutOfMail, type OptOutOfMail } from "./opt-out-of-mail.js";
import { identifyViewer, type IdentifyViewer } from "./identify-viewer.js";
import type { PublicUseCases } from "./public-use-cases.js";
import type { ReleasePorts } from "./change-release.js";
import { releaseDesk, type ReleaseDesk } from "./release-desk.js";
import { people, type People, type PeoplePorts } from "./people.js";

export interface UseCases extends PublicUseCases {
  readonly identifyViewer: IdentifyViewer;
  readonly people: People;
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
  readonly readCalendar: ReadCalendar;
  readonly readDuties: ReadDuties;
  readonly readWarnings: ReadWarnings;
  readonly readEarlierMonths: ReadEarlierMonths;
  readonly optOutOfMail: OptOutOfMail;
  readonly releases: ReleaseDesk;
}

export interface UseCasePorts extends PeoplePorts, ReleasePorts {
  readonly aroundWriting: AroundWriting;
  readonly figures: FigureReader;
  readonly reports: ReportReader;
  readonly encounters: EncounterReader;
  readonly optOuts: OptOutRegister;
  readonly signatures: OptOutSignatures;
  readonly recipients: ReminderRecipients;
  readonly lock: LockRule;
}

export function useCases(ports: UseCasePorts, forAnybody: PublicUseCases): UseCases {
  return {
    ...forAnybody,
    identifyViewer: identifyViewer(ports),
    people: people(ports),
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
    readCalendar: readCalendar(ports),
    readDuties: readDuties(ports),
    readWarnings: readWarnings(ports),
    readEarlierMonths: readEarlierMonths(ports),
    optOutOfMail: optOutOfMail(ports),
    releases: releaseDesk(ports),
  };
}
