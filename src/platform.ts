// Joins the stores to the use cases. What the server, the commands and the tests all stand on.

import { USUAL_LOCK, type LockRule } from "./domain/reporting/deadlines.js";
import { optOutSignatures } from "./mail/opt-out-signatures.js";
import { assembleMailRoom, type MailRoom, type MailSettings } from "./mail-room.js";
import { acceptanceStore } from "./store/acceptance-store.js";
import { accountStore } from "./store/account-store.js";
import { attemptStore } from "./store/attempt-store.js";
import { answerStore, auditStore } from "./store/audit-store.js";
import { keepingTogether, listenForChanges, type Change } from "./store/change-listener.js";
import type { Database } from "./store/database.js";
import { encounterReader } from "./store/encounter-group-store.js";
import { figureStore } from "./store/figure-store.js";
import { filedReader } from "./store/filing-store.js";
import { reportLister } from "./store/report-list-store.js";
import { geographyStore } from "./store/geography-store.js";
import { keptRosters } from "./store/kept-rosters.js";
import { optOutStore } from "./store/outbox-store.js";
import { publishedStore } from "./store/published-store.js";
import { releaseQueue } from "./store/release-queue.js";
import { releaseBook } from "./store/release-store.js";
import { projectRoot } from "./project-root.js";
import { proofChecker } from "./solver/proof-checker.js";
import { yearThreads } from "./solver/year-threads.js";
import { recordedRevisionStore } from "./store/recorded-revision-store.js";
import { platformReportStore } from "./store/report-store.js";
import { recipientStore } from "./store/recipient-store.js";
import { refusalStore } from "./store/refusal-store.js";
import { serverSecret } from "./store/secret-store.js";
import { standingReader } from "./store/standing-store.js";
import { aroundWriting, inTransaction } from "./store/transaction.js";
import { createAdministrator, type CreateAdministrator } from "./usecases/create-administrator.js";
import { demonstrateRelease, type DemonstrateRelease } from "./usecases/demonstrate-release.js";
import { importEncounters, type ImportEncounters } from "./usecases/import-encounters.js";
import {
  issueDemonstrationTokens,
  type IssueDemonstrationTokens,
} from "./usecases/issue-demonstration-tokens.js";
import { issueToken, type IssueToken } from "./usecases/issue-token.js";
import { knownDevices } from "./usecases/known-devices.js";
import { loadReferenceData, type LoadReferenceData } from "./usecases/load-reference-data.js";
import { argon2Passwords } from "./usecases/password-hash.js";
import type { Clock, GeographyReader } from "./usecases/ports.js";
import { recordRefusals, type RecordRefusals } from "./usecases/record-refusals.js";
import { seedDemonstration, type SeedDemonstration } from "./usecases/seed-demonstration.js";
import { buildWaitingRelease, type BuildWaitingRelease } from "./usecases/build-waiting-release.js";
import { publicUseCases, type PublicUseCases } from "./usecases/public-use-cases.js";
import { useCases, type UseCasePorts, type UseCases } from "./usecases/use-cases.js";
import { verifyAudit, type VerifyAudit } from "./usecases/verify-audit.js";

export interface Platform {
  readonly clock: Clock;
  /** Where the site can be reached, without a slash at its end. */
  readonly siteUrl: string;
  /** States, counties and chapters, as anybody may read them. */
  readonly publishedGeography: GeographyReader;
  /** What anybody may ask. */
  readonly publicUseCases: PublicUseCases;
  /** What those who are signed in may do. */
  readonly useCases: UseCases;
  readonly importEncounters: ImportEncounters;
  readonly loadReferenceData: LoadReferenceData;
  readonly seedDemonstration: SeedDemonstration;
  readonly issueDemonstrationTokens: IssueDemonstrationTokens;
  readonly demonstrateRelease: DemonstrateRelease;
  readonly issueToken: IssueToken;
  readonly createAdministrator: CreateAdministrator;
  readonly recordRefusals: RecordRefusals;
  readonly verifyAudit: VerifyAudit;
  readonly mail: MailRoom;
  readonly buildWaitingRelease: BuildWaitingRelease;
  /** Whether a release of the state is on its way, which anybody may know. */
  readonly isReleaseUnderWay: (stateCode: string) => Promise<boolean>;
  /** Keeps figures and rosters in memory from then on, and hears what other processes change. @returns a function that stops it */
  readonly keepFigures: () => Promise<() => Promise<void>>;
}

export interface PlatformSettings {
  readonly lock: LockRule;
  readonly mail: MailSettings;
}

export const USUAL_SETTINGS: PlatformSettings = {
  lock: USUAL_LOCK,
  mail: { siteUrl: "http://localhost:4000", secret: null },
};

export function assemblePlatform(
  { prisma, pool, changing, jobs, published, newListener }: Database,
  clock: Clock,
  { lock, mail } = USUAL_SETTINGS,
): Platform {
  const rosters = keptRosters(geographyStore(pool));
  const { geography } = rosters;
  const recipients = recipientStore(prisma);
  const { secret, siteUrl } = mail;
  const signatures = optOutSignatures(
    secret === null ? serverSecret(prisma, "mail") : () => Promise.resolve(secret),
  );
  const figures = figureStore(prisma, clock);
  const publishedRosters = keptRosters(geographyStore(published.pool));
  const publishedGeography = publishedRosters.geography;
  const kept = keepingTogether([figures, rosters, publishedRosters]);
  const forget = (change: Change) => {
    kept.forget(change);
  };
  const writing = { geography, inTransaction: inTransaction(changing.prisma, forget), clock };
  const working = { geography, inTransaction: inTransaction(jobs.prisma, forget), clock };
  const refusals = refusalStore(prisma);
  const forAnybody = publicUseCases({
    published: publishedStore(published.pool),
    geography: publishedGeography,
  });
  const ports: UseCasePorts = {
    ...writing,
    aroundWriting: aroundWriting(changing.prisma, forget),
    figures,
    reports: {
      ...filedReader(prisma),
      ...reportLister(pool),
      ...standingReader(prisma),
      ...answerStore(prisma),
      ...acceptanceStore(prisma),
    },
    encounters: encounterReader(prisma),
    accounts: accountStore({ prisma, pool }),
    attempts: attemptStore(pool),
    devices: knownDevices(serverSecret(prisma, "device"), clock),
    refusals,
    passwords: argon2Passwords,
    recipients,
    optOuts: optOutStore(prisma),
    signatures,
    lock,
    siteUrl,
    releaseBook: releaseBook(prisma),
  };
  const forStaff = useCases(ports, forAnybody);
  return {
    clock,
    siteUrl,
    publishedGeography,
    publicUseCases: forAnybody,
    useCases: forStaff,
    importEncounters: importEncounters(working),
    loadReferenceData: loadReferenceData(working),
    seedDemonstration: seedDemonstration(working),
    issueDemonstrationTokens: issueDemonstrationTokens(writing),
    demonstrateRelease: demonstrateRelease({ ...working, lock, useCases: forStaff }),
    issueToken: issueToken(writing),
    createAdministrator: createAdministrator({ ...writing, passwords: argon2Passwords }),
    recordRefusals: recordRefusals({ ...working, refusals }),
    verifyAudit: verifyAudit({
      audit: auditStore(jobs.prisma),
      revisions: recordedRevisionStore(jobs.prisma),
    }),
    mail: assembleMailRoom({
      ...working,
      prisma: jobs.prisma,
      reports: platformReportStore(prisma),
      recipients,
      signatures,
      siteUrl,
    }),
    isReleaseUnderWay: (stateCode) => releaseQueue(prisma).isUnderWay(stateCode),
    buildWaitingRelease: buildWaitingRelease({
      figures: figureStore(jobs.prisma, clock),
      clock,
      releaseQueue: releaseQueue(jobs.prisma),
      ...yearThreads(projectRoot),
      checkProof: proofChecker(projectRoot),
    }),
    keepFigures: () => listenForChanges(newListener, kept),
  };
}
