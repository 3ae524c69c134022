// Joins the stores to the use cases. What the server, the commands and the tests all stand on.

import { geographyStore } from "./store/geography-store.js";
import { accountStore } from "./store/account-store.js";
import { attemptStore } from "./store/attempt-store.js";
import type { Database } from "./store/database.js";
import { reportStore } from "./store/report-store.js";
import { inTransaction } from "./store/transaction.js";
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
  readonly geography: GeographyReader;
  /** What requests may do. */
  readonly useCases: UseCases;
  readonly importEncounters: ImportEncounters;
  readonly loadReferenceData: LoadReferenceData;
  readonly seedDemonstration: SeedDemonstration;
  readonly issueDemonstrationTokens: IssueDemonstrationTokens;
  readonly issueToken: IssueToken;
  readonly createAdministrator: CreateAdministrator;
}

export function assemblePlatform({ prisma, pool }: Database, clock: Clock): Platform {
  const geography = geographyStore(prisma);
  const writing = { geography, inTransaction: inTransaction(prisma), clock };
  return {
    clock,
    geography,
    useCases: useCases({
      ...writing,
      reports: reportStore(prisma),
      accounts: accountStore(prisma),
      attempts: attemptStore(pool),
      passwords: argon2Passwords,
    }),
    importEncounters: importEncounters(writing),
    loadReferenceData: loadReferenceData(writing),
    seedDemonstration: seedDemonstration(writing),
    issueDemonstrationTokens: issueDemonstrationTokens(writing),
    issueToken: issueToken(writing),
    createAdministrator: createAdministrator({ ...writing, passwords: argon2Passwords }),
  };
}
