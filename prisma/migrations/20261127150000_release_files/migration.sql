-- The public file of a release is kept as it was made, so that everybody gets the same bytes for ever: with it, anybody can check
-- the release. Null for a release that was built before its file was kept.

-- AlterTable
ALTER TABLE "release_dossier" ADD COLUMN     "manifest" TEXT;

-- What is published under a hash must have that hash.
ALTER TABLE "published"."release"
  ADD COLUMN "manifest" TEXT,
  ADD CONSTRAINT "release_manifest_has_its_hash"
    CHECK (encode(sha256(convert_to("manifest", 'UTF8')), 'hex') = "content_sha256");
