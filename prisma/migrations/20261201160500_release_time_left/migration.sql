-- AlterTable
ALTER TABLE "release" ADD COLUMN     "steps_done_at" TIMESTAMPTZ(3);
