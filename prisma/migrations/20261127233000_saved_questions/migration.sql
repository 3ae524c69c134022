-- Questions of the explorer, kept by account.
CREATE TABLE "saved_question" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_question_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "saved_question_name_given" CHECK (btrim("name") <> ''),
    CONSTRAINT "saved_question_address_shape" CHECK ("address" ~ '^[!-~]+$' AND length("address") <= 1000)
);

CREATE UNIQUE INDEX "saved_question_account_id_name_key" ON "saved_question"("account_id", "name");

ALTER TABLE "saved_question" ADD CONSTRAINT "saved_question_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Closed to its owner, too, as every staff table is.
ALTER TABLE "saved_question" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "saved_question" FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "saved_question" TO CURRENT_USER
  USING (current_setting('app.platform', true) = 'on')
  WITH CHECK (current_setting('app.platform', true) = 'on');
