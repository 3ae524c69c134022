-- What was accepted since an instant is found without reading what was accepted before.
CREATE INDEX "report_revision_accepted_at_idx" ON "report_revision"("accepted_at");
