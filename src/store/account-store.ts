// Accounts, their roles and their tokens.

import type { Grant, Role } from "../domain/access/viewer.js";
import type { StateCode } from "../domain/geography.js";
import type { AccountReader, Writer } from "../usecases/ports.js";
import type { Client } from "./database.js";
import type { PrismaClient } from "./generated/client.js";

interface ViewerRow {
  readonly id: number;
  readonly display_name: string;
  readonly is_demonstration: boolean;
  readonly role: Role | null;
  readonly state_code: StateCode;
  readonly slug: string | null;
}

export function accountStore(prisma: PrismaClient): AccountReader {
  return {
    async viewerByToken(tokenSha256) {
      const rows = await prisma.$queryRaw<ViewerRow[]>`
        SELECT account.id, account.display_name, account.is_demonstration, role_grant.role::text, role_grant.state_code, chapter.slug
        FROM api_token
        JOIN account ON account.id = api_token.account_id
        LEFT JOIN role_grant ON role_grant.account_id = account.id
        LEFT JOIN chapter ON chapter.id = role_grant.chapter_id
        WHERE api_token.token_sha256 = ${tokenSha256}
        ORDER BY role_grant.id`;
      const [first] = rows;
      if (first === undefined) return null;
      return {
        accountId: first.id,
        displayName: first.display_name,
        isDemonstration: first.is_demonstration,
        grants: rows.flatMap(toGrant),
      };
    },
  };
}

function toGrant(row: ViewerRow): readonly Grant[] {
  return row.role === null ? [] : [{ role: row.role, stateCode: row.state_code, chapterSlug: row.slug }];
}

type AccountWriter = Pick<Writer, "addAccount" | "removeDemonstrationAccounts">;

export function accountWriter(client: Client): AccountWriter {
  return {
    async addAccount(viewer, tokenSha256, createdAt) {
      await client.account.create({
        data: {
          displayName: viewer.displayName,
          isDemonstration: viewer.isDemonstration,
          tokens: { create: { tokenSha256, createdAt } },
          grants: { create: viewer.grants.map(toGrantRow) },
        },
      });
    },

    async removeDemonstrationAccounts() {
      await client.account.deleteMany({ where: { isDemonstration: true } });
    },
  };
}

function toGrantRow({ role, stateCode, chapterSlug }: Grant) {
  const state = { connect: { code: stateCode } };
  if (chapterSlug === null) return { role, state };
  return { role, state, chapter: { connect: { stateCode_slug: { stateCode, slug: chapterSlug } } } };
}
