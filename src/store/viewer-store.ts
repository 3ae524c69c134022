// Who asks, by a token or a session: the one statement that every request of the staff begins with. Its plan is kept on each
// connection, since finding it takes longer than running it; what it finds is kept nowhere, so that what is withdrawn is
// withdrawn at once.

import type pg from "pg";
import type { Role, TokenScopes, Viewer } from "../domain/access/viewer.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { AccountReader } from "../usecases/account-ports.js";
import { grantOf } from "./rows.js";

interface ViewerRow {
  readonly account_id: number;
  readonly display_name: string;
  readonly is_demonstration: boolean;
  readonly reach: readonly ChapterId[];
  readonly scopes: TokenScopes | null;
  readonly grants: readonly {
    readonly role: Role;
    readonly state: StateCode;
    readonly county: CountyFips | null;
    readonly chapter: string | null;
  }[];
}

/** Columns of {@link ViewerRow}, of whoever is "good". */
const VIEWER = `
  SELECT good.account_id, display_name, is_demonstration, scopes, to_json(account_chapters(good.account_id)) AS reach,
    (SELECT coalesce(json_agg(json_build_object('role', role_grant.role, 'state', role_grant.state_code,
        'county', role_grant.county_fips, 'chapter', chapter.slug) ORDER BY role_grant.id), '[]')
      FROM role_grant LEFT JOIN chapter ON chapter.id = role_grant.chapter_id
      WHERE role_grant.account_id = good.account_id) AS grants
  FROM good`;

// Noting the use in the same statement keeps an answer at one statement for knowing who asks. Whoever changes the row just now may
// wait for others, and a question does not wait with them: then its use goes without a note.
const BY_TOKEN = `
  WITH good AS (
    SELECT api_token.id, api_token.scopes::text, account.id AS account_id, account.display_name, account.is_demonstration
    FROM api_token
    JOIN account ON account.id = api_token.account_id
    WHERE api_token.token_sha256 = $1 AND api_token.revoked_at IS NULL
      AND (api_token.expires_at IS NULL OR api_token.expires_at > $2) AND account.disabled_at IS NULL
  ), noted AS (
    UPDATE api_token SET last_used_at = $2
    WHERE id = (
      SELECT api_token.id FROM api_token JOIN good ON good.id = api_token.id
      WHERE last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 minute'
      FOR NO KEY UPDATE OF api_token SKIP LOCKED)
  )
  ${VIEWER}`;

const BY_SESSION = `
  WITH good AS (
    SELECT session.id, NULL AS scopes, account.id AS account_id, account.display_name, account.is_demonstration
    FROM session
    JOIN account ON account.id = session.account_id
    WHERE session.token_sha256 = $1 AND session.expires_at > $2
      AND session.last_seen_at > $3 AND account.disabled_at IS NULL
  ), noted AS (
    UPDATE session SET last_seen_at = $2
    WHERE id = (
      SELECT session.id FROM session JOIN good ON good.id = session.id
      WHERE last_seen_at <= $2::timestamptz - interval '1 minute'
      FOR NO KEY UPDATE OF session SKIP LOCKED)
  )
  ${VIEWER}`;

export function viewerReader(pool: pg.Pool): Pick<AccountReader, "viewerByToken" | "viewerBySession"> {
  const find = async (name: string, text: string, values: readonly unknown[]) => {
    const { rows } = await pool.query<ViewerRow>({ name, text, values: [...values] });
    return toViewer(rows[0]);
  };
  return {
    viewerByToken: (tokenSha256, now) => find("viewer by token", BY_TOKEN, [tokenSha256, now]),
    viewerBySession: (tokenSha256, now, idleSince) =>
      find("viewer by session", BY_SESSION, [tokenSha256, now, idleSince]),
  };
}

function toViewer(row: ViewerRow | undefined): Viewer | null {
  if (row === undefined) return null;
  const { account_id, display_name, is_demonstration, reach, scopes, grants } = row;
  return {
    accountId: account_id,
    displayName: display_name,
    isDemonstration: is_demonstration,
    grants: grants.map(({ role, state, chapter, county }) => grantOf(role, state, chapter, county)),
    reach: new Set(reach),
    ...(scopes === null ? {} : { scopes }),
  };
}
