// Joins the stores to the use cases. What the server, the commands and the tests all stand on.

import { USUAL_LOCK, type LockRule } from "./domain/reporting/deadlines.js";
import { optOutSignatures } from "./mail/opt-out-signatures.js";
import { assembleMailRoom, type MailRoom, type MailSettings } from "./mail-room.js";
import { acceptanceStore } from "./store/acceptance-store.js";
import { accountStore } from "./store/account-store.js";
import { attemptStore } from "./store/attempt-store.js";
import { auditStore } from "./store/audit-store.js";
import type { Database } from "./store/database.js";
import { filedReader } from "./store/filing-store.js";
import { geographyStore } from "./store/geography-store.js";
import { optOutStore } from "./store/outbox-store.js";
import { platformReportStore, reportStore } from "./store/report-store.js";
import { recipientStore } from "./store/recipient-store.js";
import { serverSecret } from "./store/secret-store.js";
import { inTransaction } from "./store/transaction.js";
import { verifyAudit, type VerifyAudit } from "./usecases/audit.js";
import { createAdministrator, type CreateAdministrator } from "./usecases/create-administrator.js";
import { importEncounters, type ImportEncounters } from "./usecases/import-encounters.js";
import {
  issueDemonstrationTokens,
  type IssueDemonstrationTokens,
} from "./usecases/issue-demonstration-tokens.js";
import { issueToken, type IssueToken } from "./usecases/issue-token.js";
import { loadReferenceData, type LoadReferenceData } from "./usecases/load-reference-data.js";
import { argon2Passwords } from "./usecases/password-hash.js";
import type { Clock, GeographyReader } from "./usecases/ports.js";
import { seedDemonstration, type SeedDemonstration } from "./usecases/seed-demonstration.js";
import { useCases, type UseCases } from "./usecases/use-cases.js";

export interface Platform {
  readonly clock: Clock;
  /** Where the site can be reached, without a slash at its end. */
  readonly siteUrl: string;
  readonly geography: GeographyReader;
  /** What requests may do. */
  readonly useCases: UseCases;
  readonly importEncounters: ImportEncounters;
  readonly loadReferenceData: LoadReferenceData;
  readonly seedDemonstration: SeedDemonstration;
  readonly issueDemonstrationTokens: IssueDemonstrationTokens;
  readonly issueToken: IssueToken;
  readonly createAdministrator: CreateAdministrator;
  readonly verifyAudit: VerifyAudit;
  readonly mail: MailRoom;
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
  { prisma, pool }: Database,
  clock: Clock,
  { lock, mail } = USUAL_SETTINGS,
): Platform {
  const geography = geographyStore(prisma);
  const recipients = recipientStore(prisma);
  const { secret, siteUrl } = mail;
  const signatures = optOutSignatures(
    secret === null ? serverSecret(prisma, "mail") : () => Promise.resolve(secret),
  );
  const writing = { geography, inTransaction: inTransaction(prisma), clock };
  return {
    clock,
    siteUrl,
    geography,
    useCases: useCases({
      ...writing,
      reports: { ...reportStore(prisma), ...filedReader(prisma), ...acceptanceStore(prisma) },
      accounts: accountStore(prisma),
      attempts: attemptStore(pool),
      passwords: argon2Passwords,
      recipients,
      optOuts: optOutStore(prisma),
      signatures,
      lock,
      siteUrl,
    }),
    importEncounters: importEncounters(writing),
    loadReferenceData: loadReferenceData(writing),
    seedDemonstration: seedDemonstration(writing),
    issueDemonstrationTokens: issueDemonstrationTokens(writing),
    issueToken: issueToken(writing),
    createAdministrator: createAdministrator({ ...writing, passwords: argon2Passwords }),
    verifyAudit: verifyAudit({ audit: auditStore(prisma) }),
    mail: assembleMailRoom({
      ...writing,
      prisma,
      reports: platformReportStore(prisma),
      recipients,
      signatures,
      siteUrl,
    }),
  };
}
