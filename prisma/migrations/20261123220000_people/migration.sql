-- CreateEnum
CREATE TYPE "token_scopes" AS ENUM ('READ', 'READ_WRITE');

-- AlterEnum
ALTER TYPE "role" ADD VALUE 'AGENCY_OFFICER';
ALTER TYPE "role" ADD VALUE 'LIAISON';
ALTER TYPE "role" ADD VALUE 'DISPATCHER';

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "email" TEXT,
ADD COLUMN     "oidc_issuer" TEXT,
ADD COLUMN     "oidc_subject" TEXT,
ADD COLUMN     "password_hash" TEXT;

-- AlterTable
-- The tokens there are were issued by an operator, and do what their accounts may do.
ALTER TABLE "api_token" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "label" TEXT NOT NULL DEFAULT 'Issued by the operator',
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "prefix" TEXT,
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3),
ADD COLUMN     "scopes" "token_scopes" NOT NULL DEFAULT 'READ_WRITE';
ALTER TABLE "api_token" ALTER COLUMN "label" DROP DEFAULT,
ALTER COLUMN "scopes" DROP DEFAULT;

-- AlterTable
ALTER TABLE "role_grant" ADD COLUMN     "county_fips" TEXT;

-- CreateTable
CREATE TABLE "session" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "token_sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "token_sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_visit" (
    "token_sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "code_verifier" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_visit_pkey" PRIMARY KEY ("token_sha256")
);

-- CreateTable
CREATE TABLE "attempt_count" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "attempt_count_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_token_sha256_key" ON "session"("token_sha256");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_sha256_key" ON "invitation"("token_sha256");

-- CreateIndex
CREATE INDEX "invitation_account_id_idx" ON "invitation"("account_id");

-- CreateIndex
CREATE INDEX "provider_visit_expires_at_idx" ON "provider_visit"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "account_oidc_issuer_oidc_subject_key" ON "account"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE INDEX "api_token_account_id_idx" ON "api_token"("account_id");

-- CreateIndex
CREATE INDEX "role_grant_account_id_idx" ON "role_grant"("account_id");

-- CreateIndex
CREATE INDEX "role_grant_state_code_idx" ON "role_grant"("state_code");

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_county_fips_fkey" FOREIGN KEY ("county_fips") REFERENCES "county"("fips") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The demonstration accounts there are get the addresses by which they are known from now on.
UPDATE "account" SET "email" = lower(replace("display_name", 'Demonstration ', '')) || '@demo.invalid' WHERE "is_demonstration";

-- What Prisma's schema language cannot say.

ALTER TABLE "account"
  -- Kept in lower case, so that the unique index knows one address in two spellings.
  ADD CONSTRAINT "account_email_shape" CHECK ("email" = lower("email") AND "email" ~ '^[^[:space:]@]+@[^[:space:]@]+$' AND length("email") <= 254),
  ADD CONSTRAINT "account_display_name_given" CHECK (btrim("display_name") <> ''),
  -- A hash, never the password itself.
  ADD CONSTRAINT "account_password_hash_shape" CHECK ("password_hash" LIKE '$argon2id$%'),
  ADD CONSTRAINT "account_password_needs_email" CHECK ("password_hash" IS NULL OR "email" IS NOT NULL),
  ADD CONSTRAINT "account_demonstration_has_no_password" CHECK (NOT "is_demonstration" OR ("password_hash" IS NULL AND "oidc_subject" IS NULL)),
  ADD CONSTRAINT "account_oidc_issuer_with_subject" CHECK (("oidc_issuer" IS NULL) = ("oidc_subject" IS NULL));

-- As text: a value that this transaction adds to an enum cannot be used in it.
ALTER TABLE "role_grant" DROP CONSTRAINT "role_grant_coordinator_has_chapter";
ALTER TABLE "role_grant"
  ADD CONSTRAINT "role_grant_chapter_for_its_roles" CHECK (("role"::text IN ('COORDINATOR', 'AGENCY_OFFICER')) = ("chapter_id" IS NOT NULL)),
  ADD CONSTRAINT "role_grant_county_for_liaison" CHECK (("role"::text = 'LIAISON') = ("county_fips" IS NOT NULL));

ALTER TABLE "api_token"
  ADD CONSTRAINT "api_token_label_given" CHECK (btrim("label") <> ''),
  ADD CONSTRAINT "api_token_prefix_shape" CHECK ("prefix" ~ '^io_[A-Za-z0-9_-]{6}$'),
  ADD CONSTRAINT "api_token_lifetime" CHECK ("expires_at" > "created_at" AND "expires_at" - "created_at" <= interval '400 days');

ALTER TABLE "session"
  ADD CONSTRAINT "session_token_sha256_shape" CHECK ("token_sha256" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "session_instants_in_order" CHECK ("created_at" <= "last_seen_at" AND "created_at" < "expires_at");

ALTER TABLE "invitation"
  ADD CONSTRAINT "invitation_token_sha256_shape" CHECK ("token_sha256" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "invitation_instants_in_order" CHECK ("created_at" < "expires_at" AND "accepted_at" >= "created_at");

ALTER TABLE "provider_visit" ADD CONSTRAINT "provider_visit_token_sha256_shape" CHECK ("token_sha256" ~ '^[0-9a-f]{64}$');
