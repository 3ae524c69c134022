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
  /** Counties of which the report is open, in the order in which they are listed; each leads to its report. */
  readonly counties: readonly { readonly name: string; readonly reportUrl: string }[];
  readonly today: LocalDate;
  /** The list of all that the coordinator has to file. */
  readonly listUrl: string;
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
      { list: details.counties.map(({ name, reportUrl }) => ({ label: name, link: reportUrl })) },
      "If nothing happened in a county, please file a zero report: a month without a report is never read as zero.",
      { link: details.listUrl, label: "See everything you have to file" },
      `As of ${dayInWords(details.today)}.`,
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
  return kind === "DUE_SOON" ? `${reports} are due ${dayInWords(dueOn)}` : `${reports} are overdue`;
}

function opening({ reminder, counties }: ReminderDetails): string {
  const { kind, chapter, month, dueOn } = reminder;
  const [reports, are] =
    counties.length === 1 ? ["one report", "is"] : [`${String(counties.length)} reports`, "are"];
  const which = `${reports} of ${chapter.name} for ${monthInWords(month)}`;
  return kind === "DUE_SOON"
    ? `This is a reminder that ${which} ${are} due ${dayInWords(dueOn)}:`
    : `We are still waiting for ${which}, due ${dayInWords(dueOn)}:`;
}
