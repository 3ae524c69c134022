// One link that lets one person set a password, once, and the mail that brings it.

import type { Account } from "../domain/access/account.js";
import { isDeliverable } from "../domain/notifications/notification.js";
import { invitationMessage } from "../mail/wording/invitation-message.js";
import type { AccountWriter } from "./account-ports.js";
import type { Writer } from "./ports.js";
import { lease, tokenSha256 } from "./token.js";

/** Two weeks: long enough for a holiday. */
const LONGEST_INVITATION_MS = 14 * 24 * 60 * 60 * 1000;

/** Where the page is that takes a password for a link. */
export const INVITATION_PATH = "/accept-invitation";

export interface Invitation {
  /** Path on the site. The token stands behind the #, which browsers send to nobody. */
  readonly link: string;
  readonly expiresAt: Date;
}

/** Earlier links of the account stop working. */
export async function invite(writer: AccountWriter, accountId: number, now: Date): Promise<Invitation> {
  const { token, ...invitation } = lease(now, LONGEST_INVITATION_MS);
  await writer.addInvitation(accountId, invitation);
  return { link: `${INVITATION_PATH}#${token}`, expiresAt: invitation.expiresAt };
}

/** The same, sent by mail as well: in the transaction that makes the link, so that both are there or neither. */
export async function inviteByMail(
  writer: Writer,
  { id, email, displayName }: Pick<Account, "id" | "email" | "displayName">,
  siteUrl: string,
  now: Date,
): Promise<Invitation> {
  const invitation = await invite(writer, id, now);
  if (email !== null && isDeliverable(email)) {
    const { link, expiresAt } = invitation;
    const message = invitationMessage({
      recipient: { email, displayName },
      link: `${siteUrl}${link}`,
      expiresAt,
      // Another link of the account is another mail; the hash of a link tells nothing of it.
      occasion: `${String(id)}/${tokenSha256(link).slice(0, 16)}`,
    });
    await writer.enqueue([message], now);
  }
  return invitation;
}
