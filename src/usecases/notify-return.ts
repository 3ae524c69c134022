// The mails that go out when a report is returned. Who gets them is found out before the transaction that returns it.

import type { OutgoingMessage } from "../domain/notifications/notification.js";
import type { ReportChange } from "../domain/reporting/act-on-report.js";
import type { Chapter } from "../domain/reporting/chapter.js";
import { returnedMessage } from "../mail/wording/returned-message.js";
import type { ReminderRecipients } from "./mail-ports.js";
import type { GeographyReader } from "./ports.js";
import type { ReportView } from "./report-view.js";
import { reportUrl } from "./staff-links.js";

export interface NoticePorts {
  readonly geography: GeographyReader;
  readonly recipients: ReminderRecipients;
  /** Where the site can be reached, without a slash at its end. */
  readonly siteUrl: string;
}

/** The mails of one change; none unless it returns the report. */
export type Notices = (change: ReportChange) => readonly OutgoingMessage[];

export async function returnNotices(
  { geography, recipients, siteUrl }: NoticePorts,
  chapter: Chapter,
  { county, month }: Pick<ReportView, "county" | "month">,
): Promise<Notices> {
  const [found, [place]] = await Promise.all([
    recipients.reminderRecipients([chapter.id]),
    geography.countiesByFips([county]),
  ]);
  return ({ events }) => {
    const returned = events.find(({ action }) => action === "RETURN");
    if (returned === undefined) return [];
    return (found.get(chapter.id) ?? []).map((recipient) =>
      returnedMessage({
        recipient,
        chapterName: chapter.name,
        countyName: place?.name ?? county,
        month,
        reviewerComment: returned.comment ?? "",
        reportUrl: reportUrl(siteUrl, { state: chapter.stateCode, chapter: chapter.slug, county, month }),
        occasion: [chapter.stateCode, chapter.slug, county, month, String(returned.revision)].join("/"),
      }),
    );
  };
}
