// What is put around a queued mail when it is sent: identity, headers, and the way out.

import escapeHtml from "escape-html";
import { createHash } from "node:crypto";
import type { SendMailOptions } from "nodemailer";
import type { WaitingMessage } from "../domain/notifications/delivery.js";
import { isRefusable } from "../domain/notifications/notification.js";
import { OPT_OUT_PATH, type OptOut, type OptOutSignatures } from "../usecases/mail-ports.js";
import { letter, type Letter } from "./wording/letter.js";

export interface Sender {
  /** Address that mails come from. */
  readonly from: string;
  /** Without a slash at its end. */
  readonly siteUrl: string;
  readonly signatures: OptOutSignatures;
}

export async function enclose(message: WaitingMessage, sender: Sender): Promise<SendMailOptions> {
  const { from } = sender;
  const { kind, recipient, subject, createdAt } = message;
  const wayOut = isRefusable(kind) ? await optOutUrl({ address: recipient, kind }, sender) : null;
  const footer = letter(closing(sender.siteUrl, wayOut));
  return {
    from: { name: "Intercept One", address: from },
    to: { name: "", address: recipient },
    subject,
    messageId: messageId(message.dedupeKey, from),
    date: createdAt,
    text: `${message.text}\n-- \n${footer.text}`,
    ...(message.html === null ? {} : { html: page(subject, message.html, footer) }),
    headers: { "Auto-Submitted": "auto-generated", ...(wayOut === null ? {} : listHeaders(wayOut)) },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The same for every attempt to send a mail, so that a copy sent after a crash is known for a copy. */
export function messageId(dedupeKey: string, from: string): string {
  const digest = createHash("sha256").update(dedupeKey).digest("hex").slice(0, 40);
  return `<${digest}@${from.slice(from.lastIndexOf("@") + 1)}>`;
}

export async function optOutUrl(
  optOut: OptOut,
  { siteUrl, signatures }: Omit<Sender, "from">,
): Promise<string> {
  const query = new URLSearchParams({ ...optOut, signature: await signatures.sign(optOut) });
  return `${siteUrl}${OPT_OUT_PATH}?${query.toString()}`;
}

/** RFC 2369, and RFC 8058 for the button that mail programs show. */
function listHeaders(wayOut: string): Readonly<Record<string, { prepared: true; value: string }>> {
  return {
    "List-Unsubscribe": { prepared: true, value: `<${wayOut}>` },
    "List-Unsubscribe-Post": { prepared: true, value: "List-Unsubscribe=One-Click" },
  };
}

function closing(siteUrl: string, wayOut: string | null): Parameters<typeof letter>[0] {
  const origin = `Intercept One, the reporting platform for CIT programmes, sent this by itself: ${siteUrl}`;
  return wayOut === null ? [origin] : [origin, { link: wayOut, label: "No more mails of this kind" }];
}

function page(title: string, body: string, footer: Letter): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
${body}
<hr>
<div style="color: #555; font-size: 0.9em">
${footer.html}
</div>
</body>
</html>
`;
}
