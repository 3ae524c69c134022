// GET /mail/opt-out: a page that asks whether it is meant. POST: does it. Plain HTML, without any script.

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RefusableKind } from "../domain/notifications/notification.js";
import escapeHtml from "escape-html";
import { OPT_OUT_PATH, type OptOut } from "../usecases/mail-ports.js";
import type { OptOutLink, OptOutOfMail } from "../usecases/opt-out-of-mail.js";

const KINDS: Readonly<Record<RefusableKind, string>> = {
  DUE_SOON: "reminders that reports are due soon",
  OVERDUE: "reminders that reports are overdue",
  RETURNED: "notices that a report was returned",
};

/** What mail programs send at the touch of a button (RFC 8058) needs no reading: the link says all. */
const LARGEST_BODY = 10_000;

export async function addOptOutRoutes(app: FastifyInstance, optOut: OptOutOfMail): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, _body, parsed) => {
      parsed(null);
    });

    scope.get(OPT_OUT_PATH, async (request, reply) => {
      const wish = await optOut.read(linkOf(request));
      return wish === null ? sendBadLink(reply) : sendPage(reply, 200, ...question(wish));
    });

    scope.post(OPT_OUT_PATH, { bodyLimit: LARGEST_BODY }, async (request, reply) => {
      const wish = await optOut.confirm(linkOf(request));
      return wish === null ? sendBadLink(reply) : sendPage(reply, 200, ...confirmation(wish));
    });
    done();
  });
}

function linkOf({ query }: FastifyRequest): OptOutLink {
  const fields = query as Readonly<Record<string, unknown>>;
  const field = (name: string) => {
    const value = fields[name];
    return typeof value === "string" ? value : "";
  };
  return { address: field("address"), kind: field("kind"), signature: field("signature") };
}

type Page = readonly [title: string, html: string];

function question({ address, kind }: OptOut): Page {
  // The form posts to the address of this page, signature and all.
  return [
    "No more mails of this kind?",
    `<p>Intercept One will stop sending ${KINDS[kind]} to <strong>${escapeHtml(address)}</strong>. Other mails still come.</p>
<form method="post"><button type="submit">Stop these mails</button></form>`,
  ];
}

function confirmation({ address, kind }: OptOut): Page {
  return [
    "Done",
    `<p>Intercept One sends no more ${KINDS[kind]} to <strong>${escapeHtml(address)}</strong>.</p>
<p>Reports stay due all the same. To get these mails again, ask the state's administrator.</p>`,
  ];
}

function sendBadLink(reply: FastifyReply): FastifyReply {
  return sendPage(
    reply,
    403,
    "This link does not work",
    "<p>It was changed or cut off on its way. Open it again from the mail, whole; nothing has been changed.</p>",
  );
}

function sendPage(reply: FastifyReply, status: number, title: string, html: string): FastifyReply {
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(
      `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title} – Intercept One</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em; margin: 2em auto; padding: 0 1em">
<h1>${title}</h1>
${html}
</body>
</html>
`,
    );
}
