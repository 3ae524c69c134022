// The mail that tells a chapter that a reviewer sent a report back.

import {
  mailAddress,
  type OutgoingMessage,
  type Recipient,
} from "../../domain/notifications/notification.js";
import type { ReportingMonth } from "../../domain/reporting-month.js";
import { letter } from "./letter.js";
import { monthInWords, oneLine } from "./plain-words.js";

export interface ReturnDetails {
  readonly recipient: Recipient;
  readonly chapterName: string;
  readonly countyName: string;
  readonly month: ReportingMonth;
  readonly reviewerComment: string;
  /** Where the report can be corrected. */
  readonly reportUrl: string;
  /** Names this return among all others, such as `MO/linn/29115/2026-10/2` for the second revision. */
  readonly occasion: string;
}

export function returnedMessage(details: ReturnDetails): OutgoingMessage {
  const { recipient, chapterName, countyName, reviewerComment, reportUrl, occasion } = details;
  const month = monthInWords(details.month);
  const address = mailAddress(recipient.email);
  return {
    kind: "RETURNED",
    recipient: address,
    dedupeKey: `returned/${occasion}/${address}`,
    subject: `${oneLine(countyName)}, ${month}: the report was returned`,
    ...letter([
      `Hello ${oneLine(recipient.displayName)},`,
      `A reviewer has returned the report of ${chapterName} for ${countyName}, ${month}, with this comment:`,
      { quote: reviewerComment },
      { link: reportUrl, label: "Correct and submit it again" },
    ]),
    uselessAt: null,
  };
}
