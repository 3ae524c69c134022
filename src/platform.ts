// Joins the stores to the use cases. What the server, the commands and the tests all stand on.

import { optOutSignatures } from "./mail/opt-out-signatures.js";
import { assembleMailRoom, type MailRoom, type MailSettings } from "./mail-room.js";
import { geographyStore } from "./store/geography-store.js";
import { accountStore } from "./store/account-store.js";
import type { Database } from "./store/database.js";
import { optOutStore } from "./store/outbox-store.js";
import { reportStore } from "./store/report-store.js";
import { serverSecret } from "./store/secret-store.js";
import { inTransaction } from "./store/transaction.js";
import { importEncounters, type ImportEncounters } from "./usecases/import-encounters.js";
import {
  issueDemonstrationTokens,
  type IssueDemonstrationTokens,
} from "./usecases/issue-demonstration-tokens.js";
import { issueToken, type IssueToken } from "./usecases/issue-token.js";
import { loadReferenceData, type LoadReferenceData } from "./usecases/load-reference-data.js";
import type { Clock, GeographyReader } from "./usecases/ports.js";
import { seedDemonstration, type SeedDemonstration } from "./usecases/seed-demonstration.js";
import { useCases, type UseCases } from "./usecases/use-cases.js";

export interface Platform {
  readonly clock: Clock;
  readonly geography: GeographyReader;
  /** What requests may do. */
  readonly useCases: UseCases;
  readonly importEncounters: ImportEncounters;
  readonly loadReferenceData: LoadReferenceData;
  readonly seedDemonstration: SeedDemonstration;
  readonly issueDemonstrationTokens: IssueDemonstrationTokens;
  readonly issueToken: IssueToken;
  readonly mail: MailRoom;
}

const UNSET: MailSettings = { siteUrl: "http://localhost:4000", secret: null };

export function assemblePlatform({ prisma }: Database, clock: Clock, mail: MailSettings = UNSET): Platform {
  const geography = geographyStore(prisma);
  const reports = reportStore(prisma);
  const { secret } = mail;
  const signatures = optOutSignatures(
    secret === null ? serverSecret(prisma, "mail") : () => Promise.resolve(secret),
  );
  const writing = { geography, inTransaction: inTransaction(prisma), clock };
  return {
    clock,
    geography,
    useCases: useCases({
      geography,
      reports,
      accounts: accountStore(prisma),
      optOuts: optOutStore(prisma),
      signatures,
      clock,
    }),
    importEncounters: importEncounters(writing),
    loadReferenceData: loadReferenceData(writing),
    seedDemonstration: seedDemonstration(writing),
    issueDemonstrationTokens: issueDemonstrationTokens(writing),
    issueToken: issueToken(writing),
    mail: assembleMailRoom({ ...writing, prisma, reports, signatures, siteUrl: mail.siteUrl }),
  };
}
