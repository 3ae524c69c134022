-- CreateTable
CREATE TABLE "refused_sign_in" (
    "place" INTEGER NOT NULL,
    "times" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refused_sign_in_pkey" PRIMARY KEY ("place")
);

-- What Prisma's schema language cannot say.

ALTER TABLE "refused_sign_in"
  ADD CONSTRAINT "refused_sign_in_place_range" CHECK ("place" >= -4096 AND "place" <> 0),
  ADD CONSTRAINT "refused_sign_in_times_positive" CHECK ("times" >= 1),
  ADD CONSTRAINT "refused_sign_in_instants_in_order" CHECK ("last_at" >= "first_at");

-- A staff table, open to the platform's own work alone.
ALTER TABLE "refused_sign_in" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "refused_sign_in" FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "refused_sign_in" TO CURRENT_USER
  USING (current_setting('app.platform', true) = 'on') WITH CHECK (current_setting('app.platform', true) = 'on');
