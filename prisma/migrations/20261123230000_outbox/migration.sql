-- CreateEnum
CREATE TYPE "notification_kind" AS ENUM ('DUE_SOON', 'OVERDUE', 'RETURNED', 'INVITATION');

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" SERIAL NOT NULL,
    "kind" "notification_kind" NOT NULL,
    "recipient" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "useless_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "gave_up_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_opt_out" (
    "email" TEXT NOT NULL,
    "kind" "notification_kind" NOT NULL,
    "opted_out_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_opt_out_pkey" PRIMARY KEY ("email","kind")
);

-- CreateTable
CREATE TABLE "server_secret" (
    "name" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "server_secret_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_dedupe_key_key" ON "outbox_message"("dedupe_key");

-- CreateIndex
CREATE INDEX "outbox_message_next_attempt_at_idx" ON "outbox_message"("next_attempt_at");

-- What Prisma's schema language cannot say.

ALTER TABLE "outbox_message"
  -- Lower case, so that a resent mail and an opt-out meet; nothing in it that a mail header could read as more than one address.
  ADD CONSTRAINT "outbox_message_recipient_shape"
    CHECK ("recipient" = lower("recipient") AND "recipient" ~ '^[^[:space:][:cntrl:]@,;:<>()"]+@[^[:space:][:cntrl:]@,;:<>()"]+$'),
  ADD CONSTRAINT "outbox_message_dedupe_key_is_one_line" CHECK ("dedupe_key" <> '' AND "dedupe_key" !~ '[[:cntrl:]]'),
  ADD CONSTRAINT "outbox_message_subject_is_one_line" CHECK ("subject" <> '' AND "subject" !~ '[[:cntrl:]]'),
  ADD CONSTRAINT "outbox_message_attempts_range" CHECK ("attempts" >= 0),
  ADD CONSTRAINT "outbox_message_ends_one_way" CHECK ("sent_at" IS NULL OR "gave_up_at" IS NULL),
  ADD CONSTRAINT "outbox_message_waits_until_it_ends"
    CHECK (("next_attempt_at" IS NULL) = ("sent_at" IS NOT NULL OR "gave_up_at" IS NOT NULL)),
  ADD CONSTRAINT "outbox_message_sent_was_attempted" CHECK ("sent_at" IS NULL OR "attempts" >= 1),
  ADD CONSTRAINT "outbox_message_given_up_says_why" CHECK ("gave_up_at" IS NULL OR "last_error" IS NOT NULL);

ALTER TABLE "mail_opt_out"
  ADD CONSTRAINT "mail_opt_out_email_shape"
    CHECK ("email" = lower("email") AND "email" ~ '^[^[:space:][:cntrl:]@,;:<>()"]+@[^[:space:][:cntrl:]@,;:<>()"]+$'),
  -- An invitation is sent because somebody asked for it, once.
  ADD CONSTRAINT "mail_opt_out_kind_can_be_refused" CHECK ("kind" <> 'INVITATION');

-- 256 bits in base64url.
ALTER TABLE "server_secret" ADD CONSTRAINT "server_secret_secret_shape" CHECK ("secret" ~ '^[A-Za-z0-9_-]{43}$');
