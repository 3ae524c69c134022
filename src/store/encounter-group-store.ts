// Encounters thrown together where the same is recorded of them: what a rate is standardised from, in one statement.

import type { EncounterGroup } from "../domain/statistics/standardized-areas.js";
import type { EncounterReader } from "../usecases/ports.js";
import { asAccount } from "./as-account.js";
import type { PrismaClient } from "./generated/client.js";

export function encounterReader(prisma: PrismaClient): EncounterReader {
  return {
    alike: ({ accountId }, chapters, { from, until }) =>
      asAccount(
        prisma,
        accountId,
        (client) => client.$queryRaw<EncounterGroup[]>`
          WITH found AS (
            SELECT *, CASE WHEN is_injury_recorded THEN (
              SELECT coalesce(jsonb_agg(jsonb_build_object('party', party, 'severity', severity, 'persons', persons)
                ORDER BY party, severity), '[]')
              FROM encounter_injury injury WHERE injury.encounter_id = encounter.id) END AS injuries
            FROM encounter
            WHERE chapter_id = ANY(${[...chapters]})
              AND occurred_on >= (${from} || '-01')::date AND occurred_on < (${until} || '-01')::date
          )
          SELECT chapter_id AS "chapterId", county_fips AS county, to_char(occurred_on, 'YYYY-MM') AS month,
                 disposition::text, collects::text[], call_source::text AS "callSource", is_hold_requested AS "isHoldRequested",
                 hold_requested_by::text AS "holdRequestedBy", injuries, is_force_used AS "isForceUsed",
                 is_weapon_present AS "isWeaponPresent", is_cit_officer_on_scene AS "isCitOfficerOnScene",
                 is_co_responder_on_scene AS "isCoResponderOnScene", is_repeat AS "isRepeat", is_veteran AS "isVeteran",
                 is_liaison_alerted AS "isLiaisonAlerted", count(*)::int AS many
          FROM found GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16`,
      ),
  };
}
