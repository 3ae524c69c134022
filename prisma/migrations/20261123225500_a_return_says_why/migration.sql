-- A CHECK passes when its condition is NULL, and the length of no comment is: so that none at all got past it.
ALTER TABLE "report_event" DROP CONSTRAINT "report_event_says_why";
ALTER TABLE "report_event"
  ADD CONSTRAINT "report_event_says_why" CHECK ("action" NOT IN ('RETURN', 'REOPEN') OR length(trim(coalesce("comment", ''))) > 0);
