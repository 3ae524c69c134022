// Seattle Police Department crisis contacts (City of Seattle open data, "Crisis Data", i2q9-thny): one row a contact.

import { NOTHING_RECORDED, type CallSource } from "../../domain/encounters/encounter.js";
import type { CountyFips, StateCode } from "../../domain/geography.js";
import { accepted, problem, refused, type Outcome, type Problem } from "../../domain/problem.js";
import { isLocalDate, monthOf, type LocalDate } from "../../domain/reporting-month.js";
import type { CsvRow } from "../csv.js";
import { outcomeColumn } from "../outcome-column.js";
import { decode, type Contact, type SourceProfile } from "../source-profile.js";

const KING_COUNTY = "53033" as CountyFips;

/** What the source writes where it knows no date. */
const NO_DATE = "1900-01-01";

const OUTCOME = outcomeColumn("disposition", {
  "Subject Arrested": "JAIL_BOOKING",
  "Emergent Detention / ITA": "HOLD_ACCEPTED",
  "Voluntary Committal": "HOSPITAL_VOLUNTARY",
  "Crisis Clinic": "CRISIS_CENTER",
  "Mobile Crisis Team": "REFERRED",
  "Mental Health Agency or Case Manager Notified": "REFERRED",
  "DMHP Referral": "REFERRED",
  "Drug / Alcohol Treatment Referral": "REFERRED",
  "Geriatric Regional Assessment Team": "REFERRED",
  "Shelter Transport": "SHELTER_TRANSPORT",
  "No Action Possible / Necessary": "RESOLVED_ON_SCENE",
  "Chronic Complaint": "RESOLVED_ON_SCENE",
  "Resources Declined": "DECLINED",
  "Unable to Contact": "NO_CONTACT",
  "-": "UNKNOWN",
});

const CALL_SOURCE_CODES: ReadonlyMap<string, CallSource | null> = new Map<string, CallSource | null>([
  ["911", "EMERGENCY_CALL"],
  ["TELEPHONE OTHER, NOT 911", "OTHER_CALL"],
  ["ONVIEW", "ON_VIEW"],
  ["ALARM CALL (NOT POLICE ALARM)", "ALARM"],
  ["-", null],
]);

const YES_NO: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ["Y", true],
  ["N", false],
  ["-", null],
]);

export const seattleProfile: SourceProfile = {
  name: "seattle",
  title: "Seattle Police Department crisis contacts",
  chapter: { stateCode: "WA" as StateCode, chapterSlug: "seattle" },
  counties: [KING_COUNTY],
  columns: [
    "template_id",
    "reported_date",
    "occured_date_time",
    "call_type",
    "disposition",
    "use_of_force_indicator",
    "subject_veteran_indicator",
    "cit_officer_arrived",
  ],
  unusedColumns: ["initial_call_type", "final_call_type", "cit_officer_requested", "cit_officer_dispatched"],
  collects: [
    "JAIL_BOOKING",
    "CITED_RELEASED",
    "HOSPITAL_VOLUNTARY",
    "HOLD_ACCEPTED",
    "CRISIS_CENTER",
    "DETOX_SOBERING",
    "REFERRED",
    "SHELTER_TRANSPORT",
    "RESOLVED_ON_SCENE",
    "DECLINED",
    "NO_CONTACT",
    "UNKNOWN",
  ],
  records: ["isForceUsed", "isVeteran", "isCitOfficerOnScene", "callSource"],
  outcome: OUTCOME,
  caveats: [
    '"Subject Arrested" counts as a jail booking; the source records the arrest, not the booking.',
    "The publisher asks for caution when counting: an extract need not hold every contact of its months.",
  ],
  parse: parseContact,
  whereabouts(row, today) {
    const when = parseWhen(row, "", today);
    return { county: KING_COUNTY, month: when.ok ? monthOf(when.value.occurredOn) : null };
  },
};

function parseContact(row: CsvRow, place: string, today: LocalDate): Outcome<Contact> {
  const key = parseKey(row, place);
  const when = parseWhen(row, place, today);
  const callSource = decode(row, place, "call_type", CALL_SOURCE_CODES);
  const force = decode(row, place, "use_of_force_indicator", YES_NO);
  const veteran = decode(row, place, "subject_veteran_indicator", YES_NO);
  const citOfficer = decode(row, place, "cit_officer_arrived", YES_NO);
  if (key.ok && when.ok && callSource.ok && force.ok && veteran.ok && citOfficer.ok) {
    return accepted({
      ...NOTHING_RECORDED,
      sourceKey: key.value,
      county: KING_COUNTY,
      ...when.value,
      callSource: callSource.value,
      isForceUsed: force.value,
      isVeteran: veteran.value,
      isCitOfficerOnScene: citOfficer.value,
    });
  }
  return refused(...problemsOf(key, when, callSource, force, veteran, citOfficer));
}

/** Digits only, so that nothing else may slip in with the key; leading zeros make no other contact of it. */
function parseKey(row: CsvRow, place: string): Outcome<string> {
  const key = row.text("template_id");
  if (/^\d{1,18}$/.test(key)) return accepted(String(BigInt(key)));
  return refused(
    key === ""
      ? problem(
          "MISSING_VALUE",
          `${place}, column template_id`,
          '"" is no key: without one the contact cannot be told from others.',
          "Give the contact's template_id.",
        )
      : problem(
          "BAD_VALUE",
          `${place}, column template_id`,
          `"${key}" is no template_id: they are numbers.`,
          "Give the contact's template_id.",
        ),
  );
}

interface When {
  readonly occurredOn: LocalDate;
  readonly occurredHour: number | null;
}

/** When it occurred; where the source does not know, the day it was reported. */
function parseWhen(row: CsvRow, place: string, today: LocalDate): Outcome<When> {
  const occurred = parseTimestamp(row, place, "occured_date_time", today);
  if (!occurred.ok || occurred.value !== null) return occurred as Outcome<When>;
  const reported = parseTimestamp(row, place, "reported_date", today);
  if (!reported.ok) return reported;
  if (reported.value !== null) return accepted({ occurredOn: reported.value.occurredOn, occurredHour: null });
  return refused(
    problem(
      "MISSING_VALUE",
      `${place}, columns occured_date_time and reported_date`,
      `Both are "${NO_DATE}", which stands for unknown, so the month cannot be told.`,
      "Give one of the two dates.",
    ),
  );
}

/** Null for the source's sign of an unknown date. */
function parseTimestamp(row: CsvRow, place: string, column: string, today: LocalDate): Outcome<When | null> {
  const text = row.text(column);
  const [, date = "", hour = ""] =
    /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.exec(text) ?? [];
  if (!isLocalDate(date)) {
    return refused(
      problem(
        "BAD_VALUE",
        `${place}, column ${column}`,
        `"${text}" is no date and time.`,
        "Write it YYYY-MM-DD hh:mm:ss.",
      ),
    );
  }
  if (date > today) {
    return refused(
      problem(
        "BAD_VALUE",
        `${place}, column ${column}`,
        `"${text}" lies in the future.`,
        `Give a date up to ${today}.`,
      ),
    );
  }
  return accepted(date === NO_DATE ? null : { occurredOn: date, occurredHour: Number(hour) });
}

function problemsOf(...outcomes: readonly Outcome<unknown>[]): readonly Problem[] {
  return outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
}
