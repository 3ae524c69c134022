import { describe, expect, it } from "@jest/globals";
import { isIdentifying } from "./identifying-column.js";

describe("a column is held to be identifying when its name points at", () => {
  it.each([
    [
      "a person",
      ["subject_name", "LastName", "birth_date", "DOB", "subject_age", "Race", "ssn", "e-mail", "cell phone"],
    ],
    [
      "an officer",
      ["officer_id", "Officer Serial", "badge_no", "squad", "bureau", "unit", "reporting_officer_name"],
    ],
    ["free text", ["narrative", "Comments", "notes", "remarks", "case_summary", "freeText"]],
    [
      "a place finer than the county",
      ["precinct", "sector", "beat", "block_address", "ZIP", "lat", "Longitude", "x"],
    ],
  ])("%s", (_, columns) => {
    expect(columns.filter((column) => !isIdentifying(column))).toEqual([]);
  });

  it("nothing of the kind: then it is not", () => {
    const harmless = [
      "case_id",
      "reported_date",
      "disposition",
      "hold_requested",
      "weapon",
      "month",
      "agency",
      "",
    ];
    expect(harmless.filter(isIdentifying)).toEqual([]);
  });
});
