// Profiles of small sources that tell less than all, for tests of what an import may say of them.

import { NOTHING_RECORDED } from "../domain/encounters/encounter.js";
import type { CountyFips, StateCode } from "../domain/geography.js";
import { accepted, problem, refused, type Outcome } from "../domain/problem.js";
import { isLocalDate, monthOf, type LocalDate } from "../domain/reporting-month.js";
import type { CsvRow } from "../ingest/csv.js";
import { outcomeColumn, SKIP, type Target } from "../ingest/outcome-column.js";
import type { Contact, SourceProfile } from "../ingest/source-profile.js";

export const GREENE = "29077" as CountyFips;
const CHAPTER = { stateCode: "MO" as StateCode, chapterSlug: "greene" };

/** "6/1/2025 4:15" or "2025-06-01". */
function dateIn(text: string): LocalDate | null {
  const [, month = "", day = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text) ?? [];
  const date = year === "" ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isLocalDate(date) ? date : null;
}

function contact(row: CsvRow, place: string, key: string, column: string): Outcome<Contact> {
  const occurredOn = dateIn(row.text(column));
  if (occurredOn === null)
    return refused(
      problem(
        "BAD_VALUE",
        `${place}, column ${column}`,
        `"${row.text(column)}" is not a date.`,
        "Give the date.",
      ),
    );
  return accepted({
    ...NOTHING_RECORDED,
    sourceKey: row.text(key),
    county: GREENE,
    occurredOn,
    occurredHour: null,
  });
}

function whereaboutsBy(column: string): SourceProfile["whereabouts"] {
  return (row) => {
    const date = dateIn(row.text(column));
    return { county: GREENE, month: date === null ? null : monthOf(date) };
  };
}

const DATE = "Dispatch Date & Time";

const teamLog: SourceProfile = {
  name: "team-log",
  title: "A mobile team's log",
  chapter: CHAPTER,
  counties: [GREENE],
  columns: ["ID", DATE, "City", "Disposition", "End Point"],
  unusedColumns: [],
  collects: ["JAIL_BOOKING", "HOSPITAL_UNSPECIFIED", "DETOX_SOBERING", "RESOLVED_ON_SCENE"],
  records: [],
  outcome: dispositionColumn({}),
  caveats: [],
  parse(row, place) {
    if (row.text("City") === "Nowhere")
      return refused(
        problem("BAD_VALUE", `${place}, column City`, '"Nowhere" is not a city.', "Give the city."),
      );
    return contact(row, place, "ID", DATE);
  },
  whereabouts: whereaboutsBy(DATE),
};

function dispositionColumn(more: Readonly<Record<string, Target>>) {
  return outcomeColumn("Disposition", {
    arrest: "JAIL_BOOKING",
    Assisted: outcomeColumn("End Point", {
      ED: "HOSPITAL_UNSPECIFIED",
      "Sobering Center": "DETOX_SOBERING",
      "Remained in community": "RESOLVED_ON_SCENE",
    }),
    ...more,
  });
}

const calls: SourceProfile = {
  name: "calls",
  title: "Calls without an outcome",
  chapter: CHAPTER,
  counties: [GREENE],
  columns: ["call_id", "call_date", "type", "precinct"],
  unusedColumns: [],
  collects: [],
  records: [],
  outcome: null,
  caveats: [],
  parse: (row, place) => contact(row, place, "call_id", "call_date"),
  whereabouts: whereaboutsBy("call_date"),
};

export const TEST_PROFILES: ReadonlyMap<string, SourceProfile> = new Map([
  ["team-log", teamLog],
  ["team-log-arrested", { ...teamLog, outcome: dispositionColumn({ Arrested: "JAIL_BOOKING" }) }],
  ["team-log-skipping", { ...teamLog, outcome: dispositionColumn({ Arrested: SKIP("A test of the log.") }) }],
  [
    "team-log-citing",
    {
      ...teamLog,
      collects: [...teamLog.collects, "CITED_RELEASED"],
      outcome: dispositionColumn({ Arrested: "JAIL_BOOKING", Cited: "CITED_RELEASED" }),
    },
  ],
  ["calls", calls],
]);
