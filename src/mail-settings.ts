// The settings of mail, read from the environment through config.ts.

import { isMailAddress, mailAddress } from "./domain/notifications/notification.js";
import { problem, type Problem } from "./domain/problem.js";

/** Where mails are handed over, and who they come from. */
export interface MailServer {
  /** Holds a password: never said or logged. */
  readonly smtpUrl: string;
  readonly from: string;
}

/** One variable; null when it is unset or empty. */
type Setting = (name: string) => string | null;

const SHORTEST_SECRET = 32;

export function readMailSettings(setting: Setting): {
  readonly mailServer: MailServer | null;
  readonly mailSecret: string | null;
} {
  const smtpUrl = setting("SMTP_URL");
  const from = setting("MAIL_FROM");
  return {
    mailServer: smtpUrl === null || from === null ? null : { smtpUrl, from: mailAddress(from) },
    mailSecret: setting("MAIL_SECRET"),
  };
}

export function checkMailSettings(setting: Setting): readonly Problem[] {
  const problems: Problem[] = [];
  const isSending = setting("SMTP_URL") !== null;
  const check = (name: string, isGood: (text: string) => boolean, message: string, fix: string) => {
    const text = setting(name);
    if (text !== null && !isGood(text)) problems.push(problem("BAD_VALUE", name, message, fix));
  };
  const need = (name: string, fix: string) => {
    if (isSending && setting(name) === null) {
      problems.push(problem("MISSING_VALUE", name, "SMTP_URL is set and this is not.", fix));
    }
  };
  // The values of SMTP_URL and MAIL_SECRET are secrets, so they are not repeated.
  check(
    "SMTP_URL",
    isSmtpUrl,
    "The value is no address of a mail server.",
    "Write it like smtps://user:password@mail.example.org, or leave it unset to keep mails in the outbox.",
  );
  check(
    "MAIL_FROM",
    (text) => isMailAddress(mailAddress(text)),
    "The value is no mail address.",
    "Give the address alone, such as reports@example.org.",
  );
  check(
    "MAIL_SECRET",
    (text) => text.length >= SHORTEST_SECRET,
    `The value has fewer than ${String(SHORTEST_SECRET)} characters.`,
    "Make a random one, or leave it unset: one is then made and kept in the database.",
  );
  need("MAIL_FROM", "Give the address that mails come from, such as reports@example.org.");
  need(
    "PUBLIC_URL",
    "Say where people reach the site, such as https://reports.example.org: mails link to it.",
  );
  return problems;
}

function isSmtpUrl(text: string): boolean {
  return /^smtps?:\/\/\S+$/.test(text) && URL.canParse(text) && new URL(text).hostname !== "";
}
