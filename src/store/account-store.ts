// Accounts, sessions and tokens, for reading.

import type { Account, ApiToken, Email } from "../domain/access/account.js";
import type { Grant, Role, TokenScopes, Viewer } from "../domain/access/viewer.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { pageOf } from "../domain/page.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { AccountReader, Credentials } from "../usecases/account-ports.js";
import type { Prisma, PrismaClient } from "./generated/client.js";

export const accountParts = {
  grants: { include: { chapter: { select: { slug: true } } }, orderBy: { id: "asc" } },
} as const satisfies Prisma.AccountInclude;

type AccountRow = Prisma.AccountGetPayload<{ include: typeof accountParts }>;

export function accountStore(prisma: PrismaClient): AccountReader {
  return {
    async viewerByToken(tokenSha256, now) {
      // Noting the use in the same statement keeps an answer at one statement for knowing who asks.
      return toViewer(
        await prisma.$queryRaw<ViewerRow[]>`
        WITH good AS (
          SELECT api_token.id, api_token.scopes, account.id AS account_id, account.display_name, account.is_demonstration,
            account_chapters(account.id) AS reach
          FROM api_token
          JOIN account ON account.id = api_token.account_id
          WHERE api_token.token_sha256 = ${tokenSha256} AND api_token.revoked_at IS NULL
            AND (api_token.expires_at IS NULL OR api_token.expires_at > ${now}) AND account.disabled_at IS NULL
        ), noted AS (
          UPDATE api_token SET last_used_at = ${now}
          FROM good
          WHERE api_token.id = good.id
            AND (last_used_at IS NULL OR last_used_at <= ${now}::timestamptz - interval '1 minute')
        )
        SELECT good.account_id, display_name, is_demonstration, reach, good.scopes::text,
          role_grant.role::text, role_grant.state_code, role_grant.county_fips, chapter.slug
        FROM good
        LEFT JOIN role_grant ON role_grant.account_id = good.account_id
        LEFT JOIN chapter ON chapter.id = role_grant.chapter_id
        ORDER BY role_grant.id`,
      );
    },

    async viewerBySession(tokenSha256, now, idleSince) {
      return toViewer(
        await prisma.$queryRaw<ViewerRow[]>`
        WITH good AS (
          SELECT session.id, account.id AS account_id, account.display_name, account.is_demonstration,
            account_chapters(account.id) AS reach
          FROM session
          JOIN account ON account.id = session.account_id
          WHERE session.token_sha256 = ${tokenSha256} AND session.expires_at > ${now}
            AND session.last_seen_at > ${idleSince} AND account.disabled_at IS NULL
        ), noted AS (
          UPDATE session SET last_seen_at = ${now}
          FROM good
          WHERE session.id = good.id AND last_seen_at <= ${now}::timestamptz - interval '1 minute'
        )
        SELECT good.account_id, display_name, is_demonstration, reach, NULL AS scopes,
          role_grant.role::text, role_grant.state_code, role_grant.county_fips, chapter.slug
        FROM good
        LEFT JOIN role_grant ON role_grant.account_id = good.account_id
        LEFT JOIN chapter ON chapter.id = role_grant.chapter_id
        ORDER BY role_grant.id`,
      );
    },

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
  };
}

interface ViewerRow {
  readonly account_id: number;
  readonly display_name: string;
  readonly is_demonstration: boolean;
  readonly reach: readonly ChapterId[];
  readonly scopes: TokenScopes | null;
  readonly role: Role | null;
  readonly state_code: StateCode;
  readonly county_fips: CountyFips | null;
  readonly slug: string | null;
}

function toViewer(rows: readonly ViewerRow[]): Viewer | null {
  const [first] = rows;
  if (first === undefined) return null;
  const { account_id, display_name, is_demonstration, reach, scopes } = first;
  return {
    accountId: account_id,
    displayName: display_name,
    isDemonstration: is_demonstration,
    grants: rows.flatMap(({ role, state_code, slug, county_fips }) =>
      role === null ? [] : [grantOf(role, state_code, slug, county_fips)],
    ),
    reach: new Set(reach),
    ...(scopes === null ? {} : { scopes }),
  };
}

function grantOf(role: Role, stateCode: string, chapterSlug: string | null, county: string | null): Grant {
  const grant = { role, stateCode: stateCode as StateCode, chapterSlug };
  return county === null ? grant : { ...grant, county: county as CountyFips };
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
