// One link that lets one person set a password, once.

import type { AccountWriter } from "./account-ports.js";
import { lease } from "./token.js";

/** Two weeks: long enough for a holiday. */
const LONGEST_INVITATION_MS = 14 * 24 * 60 * 60 * 1000;

export interface Invitation {
  /** Path on the site. The token stands behind the #, which browsers send to nobody. */
  readonly link: string;
  readonly expiresAt: Date;
}

/** Earlier links of the account stop working. */
export async function invite(writer: AccountWriter, accountId: number, now: Date): Promise<Invitation> {
  const { token, ...invitation } = lease(now, LONGEST_INVITATION_MS);
  await writer.addInvitation(accountId, invitation);
  return { link: `/accept-invitation#${token}`, expiresAt: invitation.expiresAt };
}
