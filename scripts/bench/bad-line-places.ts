// Where the bad line leads to: four county-months of the demonstration coordinator, as requests and as SQL.

import { valuesOf, type OnFile, type Order, type Place } from "./bad-line.js";

export const PLACES: readonly Place[] = [
  { county: "29045", month: "2026-10" },
  { county: "29111", month: "2026-10" },
  { county: "29111", month: "2026-09" },
  { county: "29127", month: "2026-10" },
].map((one) => ({ state: "MO", chapter: "saints-avenue", ...one }));

const WHERE = PLACES.map(({ county, month }) => `(county_fips = '${county}' AND month = '${month}')`).join(
  " OR ",
);

/** Takes away what the demonstration has there. */
export const CLEAR_PLACES = `
  ALTER TABLE report_revision DISABLE TRIGGER ALL;
  UPDATE monthly_report SET accepted_revision_id = NULL WHERE ${WHERE};
  DELETE FROM report_revision WHERE report_id IN (SELECT id FROM monthly_report WHERE ${WHERE});
  DELETE FROM monthly_report WHERE ${WHERE};
  ALTER TABLE report_revision ENABLE TRIGGER ALL`;

const INPUTS = { submitReport: "SubmitReportInput", saveReportDraft: "SaveReportDraftInput" } as const;

export function requestOf(order: Order) {
  const { mutation, place, version, key } = order;
  const values = Object.entries(valuesOf(order)).map(([measure, value]) => ({ measure, value }));
  return {
    query: `mutation ($input: ${INPUTS[mutation]}!) { payload: ${mutation}(input: $input) { replayed unchanged userErrors { code severity }
      report { version } receipt { subject status version revision contentSha256 at auditNumber auditSha256 } } }`,
    variables: { input: { report: place, version, idempotencyKey: key, values } },
  };
}

type RunSql = (sql: string, values: readonly unknown[]) => Promise<readonly object[]>;

export function readPlaces(query: RunSql): Promise<readonly OnFile[]> {
  return Promise.all(
    PLACES.map(async (place) => {
      const [row] = (await query(
        `SELECT version,
           (SELECT coalesce(json_agg((one."values" ->> 'ENCOUNTERS')::int ORDER BY number), '[]') FROM report_revision one WHERE report_id = report.id) AS revisions,
           (SELECT ("values" ->> 'ENCOUNTERS')::int FROM report_draft WHERE report_id = report.id) AS draft,
           (SELECT coalesce(json_agg(action ORDER BY id), '[]') FROM report_event WHERE report_id = report.id) AS actions
         FROM monthly_report report WHERE county_fips = $1 AND month = $2`,
        [place.county, place.month],
      )) as readonly Omit<OnFile, "place">[];
      return { place, ...(row ?? { version: 0, revisions: [], draft: null, actions: [] }) };
    }),
  );
}
