// A demonstration database cut down to a few chapters and months, so that a release of it is built in seconds.

import type { TestDatabase } from "./database.js";

const FEW_CHAPTERS = ["saints-avenue", "greene", "barry"] as const;

/** Keeps the reports of some chapters from a month on; everything else was never expected. */
export async function keepFew(database: TestDatabase, from: string): Promise<void> {
  const kept = FEW_CHAPTERS.map((slug) => `'${slug}'`).join(", ");
  const reports = `month < '${from}' OR chapter_id NOT IN (SELECT id FROM chapter WHERE slug IN (${kept}))`;
  await database.query(
    `ALTER TABLE report_revision DISABLE TRIGGER ALL;
     ALTER TABLE monthly_report DISABLE TRIGGER ALL;
     ALTER TABLE report_event DISABLE TRIGGER ALL;
     UPDATE monthly_report SET accepted_revision_id = NULL WHERE ${reports};
     DELETE FROM report_event WHERE report_id IN (SELECT id FROM monthly_report WHERE ${reports});
     DELETE FROM report_revision WHERE report_id IN (SELECT id FROM monthly_report WHERE ${reports});
     DELETE FROM monthly_report WHERE ${reports};
     ALTER TABLE report_event ENABLE TRIGGER ALL;
     ALTER TABLE monthly_report ENABLE TRIGGER ALL;
     ALTER TABLE report_revision ENABLE TRIGGER ALL;
     DELETE FROM reporting_expectation
       WHERE until_month <= '${from}' OR chapter_id NOT IN (SELECT id FROM chapter WHERE slug IN (${kept}));
     UPDATE reporting_expectation SET from_month = '${from}' WHERE from_month < '${from}';
     ALTER TABLE roster_edition DISABLE TRIGGER ALL;
     DELETE FROM roster_edition;
     ALTER TABLE roster_edition ENABLE TRIGGER ALL`,
  );
}
