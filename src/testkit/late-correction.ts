// A month that is out already, corrected afterwards: by its coordinator, and accepted by a reviewer.

import type { Asker, TestApp } from "./app.js";
import { sentMonth } from "./sent-month.js";

/** Two hundred encounters more in a county of the demonstration coordinator. @throws Error when a step is refused */
export async function correctLate(app: TestApp, month = "2026-02"): Promise<void> {
  const [row] = await app.database.query<{ fips: string }>(
    `SELECT county_fips AS fips FROM monthly_report JOIN chapter ON chapter.id = chapter_id
     WHERE slug = 'saints-avenue' AND month = '${month}' AND status = 'ACCEPTED' ORDER BY 1 LIMIT 1`,
  );
  const report = { state: "MO", chapter: "saints-avenue", county: row?.fips ?? "", month };
  const { data } = await app.ask(
    "coordinator",
    `{ report(state: "MO", chapter: "saints-avenue", county: "${report.county}", month: "${month}") { version } }`,
  );
  const version = (data as { report: { version: number } }).report.version;
  const values = sentMonth({ ENCOUNTERS: 212, RESOLVED_ON_SCENE: 204 });
  const reason = "Found in a drawer.";
  const steps: readonly (readonly [Asker, string, object])[] = [
    ["administrator", "allowLateReport", { until: "2026-12-31", reason }],
    ["coordinator", "submitReport", { version, values, reason, comment: "Two hundred more." }],
    ["reviewer", "acceptReport", { version: version + 1 }],
  ];
  for (const [asker, mutation, input] of steps) {
    const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
    const answer = await app.ask(
      asker,
      `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { userErrors { code path message } } }`,
      { input: { report, idempotencyKey: mutation, ...input } },
    );
    const { done } = answer.data as { done: { userErrors: readonly object[] } };
    if (answer.errors.length > 0 || done.userErrors.length > 0)
      throw new Error(`${mutation}: ${answer.text}`);
  }
}
