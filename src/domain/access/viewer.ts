// Who is asking: the roles a signed-in account holds, and where.

import type { StateCode } from "../geography.js";

export const ROLES = ["ADMINISTRATOR", "REVIEWER", "ANALYST", "COORDINATOR"] as const;
export type Role = (typeof ROLES)[number];

/** A role in one state. A coordinator's grant names one chapter by its slug; other grants are statewide. */
export interface Grant {
  readonly role: Role;
  readonly stateCode: StateCode;
  readonly chapterSlug: string | null;
}

export interface Viewer {
  /** Internal number of the account. */
  readonly accountId: number;
  readonly displayName: string;
  /** An account that exists for demonstration only. */
  readonly isDemonstration: boolean;
  readonly grants: readonly Grant[];
}
