// Who is reminded: the coordinators of a chapter who have a mail address.

import type { Recipient } from "../domain/notifications/notification.js";
import type { ChapterId } from "../domain/reporting/chapter.js";
import type { ReminderRecipients } from "../usecases/mail-ports.js";
import type { PrismaClient } from "./generated/client.js";

interface RecipientRow {
  readonly chapter_id: ChapterId;
  readonly email: string;
  readonly display_name: string;
}

export function recipientStore(prisma: PrismaClient): ReminderRecipients {
  return {
    async reminderRecipients(chapters) {
      const rows = await prisma.$queryRaw<RecipientRow[]>`
        SELECT DISTINCT role_grant.chapter_id, account.email, account.display_name
        FROM role_grant JOIN account ON account.id = role_grant.account_id
        WHERE role_grant.role = 'COORDINATOR' AND role_grant.chapter_id = ANY(${[...chapters]})
          AND account.email IS NOT NULL AND account.disabled_at IS NULL
        ORDER BY role_grant.chapter_id, account.email`;
      const recipients = new Map<ChapterId, Recipient[]>();
      for (const { chapter_id, email, display_name } of rows) {
        const ofChapter = recipients.get(chapter_id) ?? [];
        recipients.set(chapter_id, [...ofChapter, { email, displayName: display_name }]);
      }
      return recipients;
    },
  };
}
