// Takes a month of a county off the files, past the guards that keep it there, so that a story can begin with nothing.

import type { TestDatabase } from "./database.js";

export async function forgetMonth(database: TestDatabase, county: string, month: string): Promise<void> {
  const reports = `county_fips = '${county}' AND month = '${month}'`;
  await database.query(
    `ALTER TABLE report_revision DISABLE TRIGGER ALL;
     UPDATE monthly_report SET accepted_revision_id = NULL WHERE ${reports};
     DELETE FROM report_revision WHERE report_id IN (SELECT id FROM monthly_report WHERE ${reports});
     DELETE FROM monthly_report WHERE ${reports};
     ALTER TABLE report_revision ENABLE TRIGGER ALL`,
  );
}
