// Accounts, sessions and tokens, for reading.

import type { Account, ApiToken, Email } from "../domain/access/account.js";
import { pageOf } from "../domain/page.js";
import type { AccountReader, Credentials } from "../usecases/account-ports.js";
import type { Database } from "./database.js";
import type { Prisma } from "./generated/client.js";
import { grantOf } from "./rows.js";
import { viewerReader } from "./viewer-store.js";

export const accountParts = {
  grants: { include: { chapter: { select: { slug: true } } }, orderBy: { id: "asc" } },
} as const satisfies Prisma.AccountInclude;

type AccountRow = Prisma.AccountGetPayload<{ include: typeof accountParts }>;

export function accountStore({ prisma, pool }: Pick<Database, "prisma" | "pool">): AccountReader {
  return {
    ...viewerReader(pool),

    async credentialsById(id) {
      return toCredentials(await prisma.account.findUnique({ where: { id } }));
    },

    async credentialsByEmail(email) {
      return toCredentials(await prisma.account.findUnique({ where: { email } }));
    },

    async credentialsByIdentity({ issuer, subject }) {
      const where = { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } };
      return toCredentials(await prisma.account.findUnique({ where }));
    },

    async invited(tokenSha256, now) {
      const found = await prisma.invitation.findFirst({
        where: { tokenSha256, acceptedAt: null, expiresAt: { gt: now }, account: { disabledAt: null } },
        include: { account: true },
      });
      return toCredentials(found?.account ?? null);
    },

    async pageOfAccounts(stateCode, { first, after }, kinds) {
      const rows = await prisma.account.findMany({
        where: {
          grants: { some: { stateCode } },
          ...(kinds === "ALL" ? {} : { isDemonstration: true }),
          ...(after === null ? {} : { id: { gt: Number(after) } }),
        },
        include: accountParts,
        orderBy: { id: "asc" },
        take: first + 1,
      });
      return pageOf(rows.map(toAccount), first);
    },

    async tokensOf(accountId) {
      const rows = await prisma.apiToken.findMany({ where: { accountId }, orderBy: { id: "desc" } });
      return rows.map(toApiToken);
    },

    questionsOf: (accountId) =>
      prisma.savedQuestion.findMany({ where: { accountId }, orderBy: { id: "asc" } }),
  };
}

export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    displayName: row.displayName,
    email: row.email as Email | null,
    isDemonstration: row.isDemonstration,
    hasPassword: row.passwordHash !== null,
    disabledAt: row.disabledAt,
    grants: row.grants.map((grant) =>
      grantOf(grant.role, grant.stateCode, grant.chapter?.slug ?? null, grant.countyFips),
    ),
  };
}

export function toApiToken(row: Prisma.ApiTokenGetPayload<object>): ApiToken {
  const { id, label, prefix, scopes, createdAt, expiresAt, revokedAt, lastUsedAt } = row;
  return { id, label, prefix, scopes, createdAt, expiresAt, revokedAt, lastUsedAt };
}

function toCredentials(row: Prisma.AccountGetPayload<object> | null): Credentials | null {
  if (row === null) return null;
  return {
    accountId: row.id,
    displayName: row.displayName,
    email: row.email as Email | null,
    passwordHash: row.passwordHash,
    isDemonstration: row.isDemonstration,
    disabledAt: row.disabledAt,
    identity: identityOf(row),
  };
}

export function identityOf(row: Prisma.AccountGetPayload<object>): Credentials["identity"] {
  const { oidcIssuer, oidcSubject } = row;
  return oidcIssuer === null || oidcSubject === null ? null : { issuer: oidcIssuer, subject: oidcSubject };
}
