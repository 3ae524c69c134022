// The mail that brings somebody the link by which a password is set.

import {
  mailAddress,
  type OutgoingMessage,
  type Recipient,
} from "../../domain/notifications/notification.js";
import { letter } from "./letter.js";
import { oneLine } from "./plain-words.js";

export interface InvitationDetails {
  readonly recipient: Recipient;
  /** A secret: whoever has it can set the password. */
  readonly link: string;
  readonly expiresAt: Date;
  /** Names this invitation among all others, and tells nothing of its link. */
  readonly occasion: string;
}

export function invitationMessage({
  recipient,
  link,
  expiresAt,
  occasion,
}: InvitationDetails): OutgoingMessage {
  const address = mailAddress(recipient.email);
  return {
    kind: "INVITATION",
    recipient: address,
    dedupeKey: `invitation/${occasion}/${address}`,
    subject: "Your account at Intercept One",
    ...letter([
      `Hello ${oneLine(recipient.displayName)},`,
      "An administrator of Intercept One, the reporting platform for CIT programmes, has made you a way in. Set a password of your own, of at least 12 characters, here:",
      { link, label: "Set your password" },
      `The link works once, until ${instantInWords(expiresAt)}. It is yours alone: do not pass this mail on. If you do not know what it is about, leave it be, and nothing happens.`,
    ]),
    uselessAt: expiresAt,
  };
}

/** Such as "7 December 2026, 18:00 UTC". */
function instantInWords(at: Date): string {
  const day = at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`;
}
