// The real contacts of Seattle: what the API answers is what stands in the publisher's file, counted here by other means.

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { readFileSync } from "node:fs";
import { startApp, type TestApp } from "../testkit/app.js";
import {
  AnalystSeattleByMonthDocument,
  type AnalystSeattleByMonthQuery,
} from "../testkit/generated/graphql.js";

/** The words of the file under each figure of the answer. Every contact has one of them. */
const WORDS = {
  jailBookings: ["Subject Arrested"],
  citedReleased: [],
  hospitalVoluntary: ["Voluntary Committal"],
  holdsAccepted: ["Emergent Detention / ITA"],
  crisisCenter: ["Crisis Clinic"],
  detoxSobering: [],
  referred: [
    "Mobile Crisis Team",
    "Mental Health Agency or Case Manager Notified",
    "DMHP Referral",
    "Drug / Alcohol Treatment Referral",
    "Geriatric Regional Assessment Team",
  ],
  shelterTransport: ["Shelter Transport"],
  resolvedOnScene: ["No Action Possible / Necessary", "Chronic Complaint"],
  declined: ["Resources Declined"],
  noContact: ["Unable to Contact"],
  unknownDisposition: ["-"],
} as const;

interface Contact {
  readonly day: string;
  readonly disposition: string;
}

/** A contact is one key; its day is that on which it occurred, or was reported when nobody knows. */
function readContacts(): readonly Contact[] {
  const rows: readonly Readonly<Record<string, string>>[] = parse(
    readFileSync("prisma/samples/seattle-crisis-contacts-2015.csv", "utf8"),
    { columns: true, trim: true },
  );
  const byKey = new Map(
    rows.map(({ template_id = "", occured_date_time = "", reported_date = "", disposition = "" }) => [
      template_id,
      {
        day: (occured_date_time.startsWith("1900") ? reported_date : occured_date_time).slice(0, 10),
        disposition,
      },
    ]),
  );
  return [...byKey.values()];
}

describe("the crisis contacts of Seattle in May and June 2015", () => {
  let app: TestApp;
  let answer: AnalystSeattleByMonthQuery["liveOutcomes"];
  const contacts = readContacts();
  beforeAll(async () => {
    app = await startApp("demonstration");
    answer = (await app.run("analyst", AnalystSeattleByMonthDocument)).liveOutcomes;
  });
  afterAll(() => app.close());

  it("are as many a month and disposition as the file holds", () => {
    expect(answer.rows.map(({ period }) => period.label)).toEqual(["May 2015", "June 2015"]);
    for (const [index, month] of ["2015-05", "2015-06"].entries()) {
      const row = answer.rows[index]!;
      const ofMonth = contacts.filter((contact) => contact.day.startsWith(month));
      expect(ofMonth.length).toBeGreaterThan(100);
      expect(row.encounters.value).toBe(ofMonth.length);
      const counted = Object.fromEntries(
        Object.entries(WORDS).map(([figure, words]) => [
          figure,
          ofMonth.filter(({ disposition }) => words.some((word) => word === disposition)).length,
        ]),
      );
      const said = Object.fromEntries(
        Object.keys(WORDS).map((figure) => [figure, row[figure as keyof typeof WORDS].value]),
      );
      expect(said).toEqual(counted);
      expect(Object.values(counted).reduce((all, one) => all + one, 0)).toBe(ofMonth.length);
    }
  });

  it("are nowhere said to be demonstration data, since they are not", () => {
    expect(answer.notices).toEqual([]);
    for (const row of answer.rows) {
      expect(row.coverage.demonstrationReports).toBe(0);
      expect(row.encounters.note ?? "").not.toContain("Demonstration");
    }
  });

  it("give a diversion rate of those that ended in care or in jail, with what it divides", () => {
    for (const {
      diversionRate,
      jailBookings,
      hospitalVoluntary,
      holdsAccepted,
      crisisCenter,
    } of answer.rows) {
      const care = hospitalVoluntary.value! + holdsAccepted.value! + crisisCenter.value!;
      expect([diversionRate.numerator, diversionRate.denominator]).toEqual([
        care,
        care + jailBookings.value!,
      ]);
      expect(Number(diversionRate.value)).toBeCloseTo(care / (care + jailBookings.value!), 10);
    }
  });

  it("cover only a part of each month, as days without any contact show, and the answer says so", () => {
    for (const [index, month] of ["2015-05", "2015-06"].entries()) {
      const days = new Set(contacts.filter((contact) => contact.day.startsWith(month)).map(({ day }) => day));
      expect(days.size).toBeLessThan(27);
      expect(answer.rows[index]?.coverage.partialReports).toBe(1);
      expect(answer.rows[index]?.encounters.note).toMatch(/covers only part of its month/);
    }
  });
});
