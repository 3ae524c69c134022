// Who is asking: the roles a signed-in account holds, and where.

import type { CountyFips, StateCode } from "../geography.js";
import type { ChapterId } from "../reporting/chapter.js";

export const ROLES = [
  "ADMINISTRATOR",
  "REVIEWER",
  "ANALYST",
  "COORDINATOR",
  "AGENCY_OFFICER",
  "LIAISON",
  "DISPATCHER",
] as const;
export type Role = (typeof ROLES)[number];

/** What a token may do of that which its account may do: read, or read and change. */
export const TOKEN_SCOPES = ["READ", "READ_WRITE"] as const;
export type TokenScopes = (typeof TOKEN_SCOPES)[number];

/** A role in one state. That of a coordinator or an agency's officer names one chapter, that of a liaison one county; others are statewide. */
export interface Grant {
  readonly role: Role;
  readonly stateCode: StateCode;
  /** The chapter's slug. */
  readonly chapterSlug: string | null;
  /** Given with the grant of a liaison only. */
  readonly county?: CountyFips;
}

export interface Viewer {
  /** The same for ever. */
  readonly accountId: number;
  readonly displayName: string;
  /** An account that exists for demonstration only. */
  readonly isDemonstration: boolean;
  readonly grants: readonly Grant[];
  /** Worked out by the database from the grants, not by the permission table. What is not in it is shown by no figure. */
  readonly reach: ReadonlySet<ChapterId>;
  /** What the token that was sent may do; left out for a session, which may do all that the grants allow. */
  readonly scopes?: TokenScopes;
}
