// A real mail server on 127.0.0.1 that keeps what it is given, and refuses what a test tells it to.

import { simpleParser, type ParsedMail } from "mailparser";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  /** The recipients of the envelope. */
  readonly recipients: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** An SMTP answer such as 550, and its words. */
export interface SmtpRefusal {
  readonly code: number;
  readonly words: string;
}

export interface Mailbox {
  /** smtp://… */
  readonly url: string;
  /** In the order of arrival. */
  readonly mails: readonly ReceivedMail[];
  /** Recipients that were named so far, refused ones included. */
  readonly asked: readonly string[];
  /** From now on, what is answered to a recipient; null takes the mail. */
  answer(to: (recipient: string) => SmtpRefusal | null): void;
  /** From now on, what is answered once a mail has come in whole; null takes it. */
  answerWhole(to: (mail: ReceivedMail) => SmtpRefusal | null): void;
  /** Nobody answers at the address any more. Mails stay. */
  goAway(): Promise<void>;
  /** After `goAway`: at the same address. */
  comeBack(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const asked: string[] = [];
  let answer: Parameters<Mailbox["answer"]>[0] = () => null;
  let answerWhole: Parameters<Mailbox["answerWhole"]>[0] = () => null;
  const makeServer = () =>
    new SMTPServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      onRcptTo: ({ address }, _session, done) => {
        asked.push(address);
        done(asError(answer(address)));
      },
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const raw = Buffer.concat(chunks);
          void simpleParser(raw).then((parsed) => {
            const recipients = envelope.rcptTo.map(({ address }) => address);
            const mail = { recipients, raw: raw.toString("latin1"), parsed };
            const refusal = answerWhole(mail);
            if (refusal === null) mails.push(mail);
            done(asError(refusal));
          });
        });
      },
    });
  let server = makeServer();
  const port = await listen(server, 0);
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    mails,
    asked,
    answer: (to) => {
      answer = to;
    },
    answerWhole: (to) => {
      answerWhole = to;
    },
    goAway: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
    comeBack: async () => {
      server = makeServer();
      await listen(server, port);
    },
  };
}

function asError(refusal: SmtpRefusal | null): Error | null {
  return refusal === null ? null : Object.assign(new Error(refusal.words), { responseCode: refusal.code });
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  // A client that breaks off is none of the test's business.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  return (server.server.address() as AddressInfo).port;
}
