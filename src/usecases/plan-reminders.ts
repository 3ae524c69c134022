// Queues the reminders that are due today. Done twice in a day, or by two processes at once, it queues each mail once.

import {
  isMailAddress,
  mailAddress,
  type OutgoingMessage,
  type Recipient,
} from "../domain/notifications/notification.js";
import type { County, State } from "../domain/geography.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import { monthsToRemindOf, remindersDue, type Reminder } from "../domain/reporting/reminders.js";
import { localDateAt, type LocalDate } from "../domain/reporting-month.js";
import { reminderMessage } from "../mail/wording/reminder-message.js";
import type { ReminderRecipients } from "./mail-ports.js";
import { reportsUrl, reportUrl } from "./staff-links.js";
import type { Clock, GeographyReader, InTransaction, PlatformReportReader } from "./ports.js";

/** Answers how many mails are new. */
export type PlanReminders = () => Promise<number>;

export function planReminders(ports: {
  readonly geography: GeographyReader;
  readonly reports: PlatformReportReader;
  readonly recipients: ReminderRecipients;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** Where the site can be reached. */
  readonly siteUrl: string;
}): PlanReminders {
  const planState = async (state: State): Promise<number> => {
    const { chapters, counties } = await ports.geography.gazetteer(state.code, []);
    const now = ports.clock();
    const today = localDateAt(now, state.timeZone);
    const reports = await ports.reports.onFile(
      chapters.map(({ id }) => id),
      monthsToRemindOf(today),
    );
    const reminders = remindersDue(chapters, reports, today);
    if (reminders.length === 0) return 0;
    const late = [...new Set(reminders.map(({ chapter }) => chapter.id))];
    const recipients = await ports.recipients.reminderRecipients(late);
    const messages = compose(reminders, { recipients, counties, today, siteUrl: ports.siteUrl });
    return messages.length === 0 ? 0 : ports.inTransaction((writer) => writer.enqueue(messages, now));
  };
  return async () => {
    let added = 0;
    for (const state of await ports.geography.states()) added += await planState(state);
    return added;
  };
}

interface Known {
  readonly recipients: ReadonlyMap<ChapterId, readonly Recipient[]>;
  readonly counties: readonly County[];
  readonly today: LocalDate;
  readonly siteUrl: string;
}

function compose(
  reminders: readonly Reminder[],
  { recipients, counties, today, siteUrl }: Known,
): readonly OutgoingMessage[] {
  const nameOf = new Map(counties.map(({ fips, name }) => [fips, name]));
  const countiesOf = ({ chapter: { stateCode, slug }, month, openCounties }: Reminder) =>
    openCounties
      .map((county) => ({
        name: nameOf.get(county) ?? county,
        reportUrl: reportUrl(siteUrl, { state: stateCode, chapter: slug, county, month }),
      }))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  return reminders.flatMap((reminder) =>
    // One account with a bad address must not keep all others from being reminded.
    (recipients.get(reminder.chapter.id) ?? []).filter(isReachable).map((recipient) =>
      reminderMessage({
        reminder,
        recipient,
        counties: countiesOf(reminder),
        today,
        listUrl: reportsUrl(siteUrl),
        // Noon in Greenwich is early morning of that day everywhere in the United States.
        uselessAt: new Date(`${reminder.uselessOn}T12:00:00Z`),
      }),
    ),
  );
}

function isReachable({ email }: Recipient): boolean {
  return isMailAddress(mailAddress(email));
}
