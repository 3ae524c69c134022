// The mails that remind a chapter of reports that are open.

import {
  mailAddress,
  type OutgoingMessage,
  type Recipient,
} from "../../domain/notifications/notification.js";
import type { Reminder } from "../../domain/reporting/reminders.js";
import type { LocalDate } from "../../domain/reporting-month.js";
import { letter } from "./letter.js";
import { dayInWords, monthInWords, oneLine } from "./plain-words.js";

export interface ReminderDetails {
  readonly reminder: Reminder;
  readonly recipient: Recipient;
  /** In the order in which they are listed. */
  readonly countyNames: readonly string[];
  readonly today: LocalDate;
  /** Where reports are filed. */
  readonly siteUrl: string;
  readonly uselessAt: Date;
}

export function reminderMessage(details: ReminderDetails): OutgoingMessage {
  const { reminder, recipient, uselessAt } = details;
  return {
    kind: reminder.kind,
    recipient: mailAddress(recipient.email),
    dedupeKey: dedupeKey(reminder, recipient),
    subject: subject(reminder),
    ...letter([
      `Hello ${oneLine(recipient.displayName)},`,
      opening(details),
      { list: details.countyNames },
      "If nothing happened in a county, please file a zero report: a month without a report is never read as zero.",
      { link: details.siteUrl, label: "File the reports" },
      `This list is of ${dayInWords(details.today)}. What has been filed since is not on it.`,
    ]),
    uselessAt,
  };
}

function dedupeKey({ kind, round, chapter, month }: Reminder, { email }: Recipient): string {
  const place = `${chapter.stateCode}/${chapter.slug}/${month}`;
  return kind === "DUE_SOON"
    ? `due-soon/${place}/${mailAddress(email)}`
    : `overdue/${place}/${String(round)}/${mailAddress(email)}`;
}

function subject({ kind, chapter, month, dueOn }: Reminder): string {
  const reports = `${oneLine(chapter.name)}: reports for ${monthInWords(month)}`;
  return kind === "DUE_SOON" ? `${reports} are due on ${dayInWords(dueOn)}` : `${reports} are overdue`;
}

function opening({ reminder, countyNames }: ReminderDetails): string {
  const { kind, chapter, month, dueOn } = reminder;
  const reports = countyNames.length === 1 ? "one report" : `${String(countyNames.length)} reports`;
  const which = `${reports} of ${chapter.name} for ${monthInWords(month)}`;
  return kind === "DUE_SOON"
    ? `This is a reminder that ${which} can be filed until ${dayInWords(dueOn)}:`
    : `We are still waiting for ${which}, due on ${dayInWords(dueOn)}:`;
}
