// Hands mails to a mail server over SMTP, one connection a mail, and says how it went.

import { createTransport } from "nodemailer";
import type { Attempt } from "../domain/notifications/delivery.js";
import { isMailAddress } from "../domain/notifications/notification.js";
import type { Postman } from "../usecases/mail-ports.js";
import { enclose, type Sender } from "./envelope.js";
import { oneLine } from "./wording/plain-words.js";

/** Time within which a server must say something. */
const LONGEST_SILENCE_MS = 20_000;

/** Time for one mail in all, for servers that speak without getting anywhere. */
const LONGEST_DELIVERY_MS = 60_000;

/**
 * @param smtpUrl such as smtps://user:password@mail.example.org
 * @param dropping aborted: the mail under way is dropped
 */
export function smtpPostman(smtpUrl: string, sender: Sender, dropping: AbortSignal): Postman {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: LONGEST_SILENCE_MS,
    greetingTimeout: LONGEST_SILENCE_MS,
    socketTimeout: LONGEST_SILENCE_MS,
    dnsTimeout: LONGEST_SILENCE_MS,
    requireTLS: mustEncrypt(smtpUrl),
  });
  return {
    async deliver(message) {
      // What looks like one address and is two would be taken apart further down, and the second one served.
      if (!isMailAddress(message.recipient)) {
        return { outcome: "RECIPIENT_REFUSED", reason: "The recipient is not one mail address." };
      }
      const mail = await enclose(message, sender);
      const signal = AbortSignal.any([dropping, AbortSignal.timeout(LONGEST_DELIVERY_MS)]);
      try {
        await transport.sendMail({ ...mail, signal });
        return { outcome: "ACCEPTED" };
      } catch (error) {
        if (dropping.aborted) throw error;
        return attemptThatFailed(error as SmtpError);
      }
    },
  };
}

/** A password never crosses a network in the clear; `?requireTLS=` in the address has the last word. */
function mustEncrypt(smtpUrl: string): boolean {
  const { username, hostname } = new URL(smtpUrl);
  return username !== "" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** What Nodemailer adds to its errors. */
export interface SmtpError extends Error {
  readonly code?: string;
  /** The command that was answered. */
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Errors of one mail; all others come before the server has seen anything of it. */
const ABOUT_THE_MAIL = ["EENVELOPE", "EMESSAGE"];

const SERVICE_NOT_AVAILABLE = 421;

const LONGEST_REASON = 500;

export function attemptThatFailed(error: SmtpError): Attempt {
  const reason = oneLine(error.response ?? error.message).slice(0, LONGEST_REASON);
  if (isRecipientRefused(error)) return { outcome: "RECIPIENT_REFUSED", reason };
  const isServerAway =
    !ABOUT_THE_MAIL.includes(error.code ?? "") || error.responseCode === SERVICE_NOT_AVAILABLE;
  return { outcome: "FAILED", reason, isServerAway };
}

/** A 5xx answer to RCPT TO, but for what a server has against the sender: that can be mended. */
function isRecipientRefused({ command, responseCode = 0, response = "" }: SmtpError): boolean {
  if (command !== "RCPT TO" || responseCode < 500 || responseCode > 599) return false;
  const isAboutLogin = responseCode === 530 || responseCode === 535;
  // RFC 3463: X.7.X is about security or policy, such as "relaying denied".
  const isPolicy = /^\d{3}[ -]5\.7\.\d+/.test(response);
  return !isAboutLogin && !isPolicy;
}
