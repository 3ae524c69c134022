// Accounts and their roles, tokens, sessions and invitations, for writing.

import type { Grant } from "../domain/access/viewer.js";
import type { AccountWriter } from "../usecases/account-ports.js";
import { accountParts, identityOf, toAccount, toApiToken } from "./account-store.js";
import type { Client } from "./database.js";
import { dropInvitationMails } from "./outbox-store.js";
import { refusalWriter } from "./refusal-store.js";

export function accountWriter(client: Client): AccountWriter {
  return {
    ...accounts(client),
    ...tokens(client),
    ...questions(client),
    ...sessions(client),
    ...invitations(client),
    ...visits(client),
    ...refusalWriter(client),
  };
}

type Accounts = Pick<
  AccountWriter,
  | "addAccount"
  | "keepDemonstrationAccount"
  | "lockAccount"
  | "replaceGrants"
  | "setPasswordHash"
  | "setDisabledAt"
  | "setIdentity"
>;

function accounts(client: Client): Accounts {
  const replaceGrants = async (accountId: number, grants: readonly Grant[]) => {
    await client.roleGrant.deleteMany({ where: { accountId } });
    // One after the other: they are read in the order of their ids, and Prisma makes nested rows in the reverse order.
    for (const grant of grants) {
      await client.roleGrant.create({
        data: { account: { connect: { id: accountId } }, ...toGrantRow(grant) },
      });
    }
  };
  const insert = async (account: Parameters<Accounts["addAccount"]>[0], isDemonstration: boolean) => {
    const { displayName, email, passwordHash, grants } = account;
    // Two may invite the same person at once; a broken unique index would end the whole transaction.
    const [row] = await client.$queryRaw<{ id: number }[]>`
      INSERT INTO account (display_name, email, password_hash, is_demonstration)
      VALUES (${displayName}, ${email}, ${passwordHash}, ${isDemonstration})
      ON CONFLICT (email) DO NOTHING RETURNING id`;
    if (row === undefined) return null;
    await replaceGrants(row.id, grants);
    return row.id;
  };
  return {
    addAccount: (account) => insert(account, false),

    async keepDemonstrationAccount({ displayName, email, grants }) {
      const found = await client.account.findUnique({ where: { email } });
      const id = found?.id ?? (await insert({ displayName, email, passwordHash: null, grants }, true));
      if (id === null) throw new Error(`Another transaction makes the account of ${String(email)} just now.`);
      await client.account.update({
        where: { id },
        data: { displayName, isDemonstration: true, disabledAt: null },
      });
      await replaceGrants(id, grants);
      return id;
    },

    async lockAccount(id) {
      await client.$queryRaw`SELECT FROM account WHERE id = ${id} FOR UPDATE`;
      const row = await client.account.findUnique({ where: { id }, include: accountParts });
      if (row === null) return null;
      return { ...toAccount(row), passwordHash: row.passwordHash, identity: identityOf(row) };
    },

    replaceGrants,

    async setPasswordHash(id, passwordHash) {
      await client.account.update({ where: { id }, data: { passwordHash } });
    },

    async setDisabledAt(id, disabledAt) {
      await client.account.update({ where: { id }, data: { disabledAt } });
    },

    async setIdentity(id, { issuer, subject }) {
      await client.account.update({ where: { id }, data: { oidcIssuer: issuer, oidcSubject: subject } });
    },
  };
}

function tokens(
  client: Client,
): Pick<AccountWriter, "addToken" | "revokeToken" | "removeDemonstrationTokens"> {
  return {
    async addToken(accountId, token) {
      return toApiToken(await client.apiToken.create({ data: { accountId, ...token } }));
    },

    async revokeToken(accountId, id, revokedAt) {
      await client.apiToken.updateMany({ where: { id, accountId, revokedAt: null }, data: { revokedAt } });
      const row = await client.apiToken.findFirst({ where: { id, accountId } });
      return row === null ? null : toApiToken(row);
    },

    async removeDemonstrationTokens() {
      await client.apiToken.deleteMany({ where: { account: { isDemonstration: true } } });
    },
  };
}

function questions(client: Client): Pick<AccountWriter, "saveQuestion" | "forgetQuestion"> {
  return {
    async saveQuestion(accountId, { name, address, savedAt }, most) {
      // One change of an account after the other, so that two at once are counted.
      await client.$queryRaw`SELECT FROM account WHERE id = ${accountId} FOR UPDATE`;
      const accountId_name = { accountId, name };
      const others = await client.savedQuestion.count({ where: { accountId, NOT: { name } } });
      if (others >= most) return null;
      return client.savedQuestion.upsert({
        where: { accountId_name },
        create: { ...accountId_name, address, savedAt },
        update: { address, savedAt },
      });
    },

    async forgetQuestion(accountId, id) {
      const question = await client.savedQuestion.findFirst({ where: { id, accountId } });
      if (question !== null) await client.savedQuestion.deleteMany({ where: { id } });
      return question;
    },
  };
}

function sessions(client: Client): Pick<AccountWriter, "addSession" | "endSession" | "endSessions"> {
  return {
    async addSession(accountId, session) {
      await client.session.deleteMany({ where: { expiresAt: { lte: session.createdAt } } });
      await client.session.create({ data: { accountId, ...session, lastSeenAt: session.createdAt } });
    },

    async endSession(tokenSha256) {
      const [row] = await client.$queryRaw<{ account_id: number }[]>`
        DELETE FROM session WHERE token_sha256 = ${tokenSha256} RETURNING account_id`;
      return row?.account_id ?? null;
    },

    async endSessions(accountId) {
      await client.session.deleteMany({ where: { accountId } });
    },
  };
}

function invitations(
  client: Client,
): Pick<AccountWriter, "addInvitation" | "endInvitations" | "acceptInvitation"> {
  const endInvitations = async (accountId: number) => {
    await client.invitation.deleteMany({ where: { accountId, acceptedAt: null } });
    await dropInvitationMails(client, accountId);
  };
  return {
    async addInvitation(accountId, invitation) {
      await endInvitations(accountId);
      await client.invitation.create({ data: { accountId, ...invitation } });
    },

    endInvitations,

    async acceptInvitation(tokenSha256, acceptedAt) {
      const { count } = await client.invitation.updateMany({
        where: { tokenSha256, acceptedAt: null, expiresAt: { gt: acceptedAt } },
        data: { acceptedAt },
      });
      if (count === 1) {
        const { accountId } = await client.invitation.findUniqueOrThrow({ where: { tokenSha256 } });
        await dropInvitationMails(client, accountId);
      }
      return count === 1;
    },
  };
}

function visits(client: Client): Pick<AccountWriter, "addProviderVisit" | "takeProviderVisit"> {
  return {
    async addProviderVisit(visit, { tokenSha256, createdAt, expiresAt }) {
      await client.providerVisit.deleteMany({ where: { expiresAt: { lte: createdAt } } });
      await client.providerVisit.create({ data: { tokenSha256, ...visit, expiresAt } });
    },

    async takeProviderVisit(tokenSha256, now) {
      const [row] = await client.$queryRaw<
        { state: string; nonce: string; code_verifier: string; expires_at: Date }[]
      >`DELETE FROM provider_visit WHERE token_sha256 = ${tokenSha256} RETURNING state, nonce, code_verifier, expires_at`;
      if (row === undefined || row.expires_at <= now) return null;
      return { state: row.state, nonce: row.nonce, codeVerifier: row.code_verifier };
    },
  };
}

function toGrantRow({ role, stateCode, chapterSlug, county }: Grant) {
  return {
    role,
    state: { connect: { code: stateCode } },
    ...(chapterSlug === null
      ? {}
      : { chapter: { connect: { stateCode_slug: { stateCode, slug: chapterSlug } } } }),
    ...(county === undefined ? {} : { county: { connect: { fips: county } } }),
  };
}
