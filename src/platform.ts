// Joins the stores to the use cases. What the server, the commands and the tests all stand on.

import { geographyStore } from "./store/geography-store.js";
import { auditStore } from "./store/audit-store.js";
import { accountStore } from "./store/account-store.js";
import { USUAL_LOCK, type LockRule } from "./domain/reporting/deadlines.js";
import type { Database } from "./store/database.js";
import { filedReader } from "./store/filing-store.js";
import { reportStore } from "./store/report-store.js";
import { inTransaction } from "./store/transaction.js";
import { importEncounters, type ImportEncounters } from "./usecases/import-encounters.js";
import {
  issueDemonstrationTokens,
  type IssueDemonstrationTokens,
} from "./usecases/issue-demonstration-tokens.js";
import { verifyAudit, type VerifyAudit } from "./usecases/audit.js";
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
  readonly verifyAudit: VerifyAudit;
}

export function assemblePlatform({ prisma }: Database, clock: Clock, lock: LockRule = USUAL_LOCK): Platform {
  const geography = geographyStore(prisma);
  const writing = { geography, inTransaction: inTransaction(prisma), clock };
  return {
    clock,
    geography,
    useCases: useCases({
      geography,
      reports: { ...reportStore(prisma), ...filedReader(prisma) },
      accounts: accountStore(prisma),
      lock,
      clock,
      inTransaction: writing.inTransaction,
    }),
    importEncounters: importEncounters(writing),
    loadReferenceData: loadReferenceData(writing),
    seedDemonstration: seedDemonstration(writing),
    issueDemonstrationTokens: issueDemonstrationTokens(writing),
    issueToken: issueToken(writing),
    verifyAudit: verifyAudit({ audit: auditStore(prisma) }),
  };
}
