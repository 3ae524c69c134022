import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { COLUMN_NAMES } from "./columns.js";
import { workbookOf } from "./corpus/workbook-fixture.js";
import { cellOf } from "../../usecases/report-entry.js";
import { readReportFile, type ReportFile } from "./read-report-file.js";

async function fileOf(contents: string | Uint8Array): Promise<ReportFile> {
  const outcome = await readReportFile({ name: "march.csv", bytes: Buffer.from(contents as string) });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

describe("a workbook of several sheets", () => {
  const HEADER = ["county_fips", "month", "ENCOUNTERS"];
  const rows = [HEADER, ["29510", "2026-03", 7]];
  const ignored = async (...others: Parameters<typeof workbookOf>[0]) => {
    const outcome = await readReportFile({ name: "march", bytes: workbookOf([{ rows }, ...others]) });
    return outcome.ok ? [outcome.value.entries.length, outcome.value.ignoredSheets] : outcome.problems;
  };

  it("names another one that holds reports, and no other", async () => {
    expect(await ignored({ name: "April", rows })).toEqual([1, ["April"]]);
    expect(await ignored({ name: "April", rows: [HEADER] }, { name: "Notes", rows: [["County", "Word"], ["x", "y"]] }))
      .toEqual([1, []]); // prettier-ignore
    expect(await ignored({ name: "Old", rows, state: "hidden" })).toEqual([1, []]);
  });

  it("takes no harm from what is wrong with another one", async () => {
    const sheet = { name: "xl/worksheets/sheet2.xml", contents: "<worksheet><row" };
    const bytes = workbookOf([{ rows }, { name: "April", rows }], { replaced: [sheet] });
    expect(await readReportFile({ name: "march", bytes })).toMatchObject({
      ok: true,
      value: { ignoredSheets: [] },
    });
  });
});

describe("a report file", () => {
  it("gives what every column says", async () => {
    const { entries } = await fileOf(
      "chapter_slug,county_fips,month,zero_report,partial,comment,ENCOUNTERS,VETERANS,JAIL_BOOKINGS\n" +
        "Boone,1001,2026-03,no,Y, 'quoted' ,0,nc,\nboone,29019,2026-03,TRUE,,'-1 more,,,\n",
    );
    expect(entries).toMatchObject([
      { chapterSlug: "boone", county: "01001", isZeroReport: false, isPartial: true, comment: "'quoted'" },
      { chapterSlug: "boone", county: "29019", isZeroReport: true, isPartial: null, comment: "-1 more" },
    ]);
    expect(entries.map(({ values }) => values)).toEqual([{ ENCOUNTERS: 0, VETERANS: null }, {}]);
  });

  it("names rows by line, and cells as a spreadsheet does, when a cell holds line ends", async () => {
    const { entries } = await fileOf(
      'county_fips,month,ENCOUNTERS,comment\n29510,2026-03,1,"a\nb"\n\n29019,2026-03,2,\n',
    );
    expect(entries.map(({ row }) => row)).toEqual(["line 2", "line 5"]);
    expect(entries.map((entry) => cellOf(entry, "ENCOUNTERS"))).toEqual(["C2", "C4"]);
    expect(cellOf(entries[1]!, "VETERANS")).toBe(entries[1]!.row);
  });

  it("names rows of a workbook by row", async () => {
    const { entries } = await fileOf(
      workbookOf([{ rows: [[], ["month", "county_fips", "ENCOUNTERS"], [], ["2026-03", 29510, 4]] }]),
    );
    expect(entries.map((entry) => [entry.row, cellOf(entry, "county_fips")])).toEqual([["row 4", "B4"]]);
  });

  it("names the columns that are not read, county_name aside", async () => {
    const { ignoredColumns } = await fileOf(
      "county_name,county_fips,month,ENCOUNTERS,ENCOUTNERS,HOSPITAL_DIVERSIONS,,\nX,29510,2026-03,1,2,3,,\n",
    );
    expect(ignoredColumns).toEqual(["ENCOUTNERS", "HOSPITAL_DIVERSIONS"]);
  });

  it("keeps good rows beside bad ones", async () => {
    const { entries, problems } = await fileOf(
      "county_fips,month,ENCOUNTERS\n29510,2026-03,-1\n29019,2026-03,2\nBoone,2026-03,3\n",
    );
    expect(entries.map(({ problems: own }) => own.map(({ cell }) => cell))).toEqual([["C2"], []]);
    expect(problems.map(({ path, cell }) => [path, cell])).toEqual([["line 4, column county_fips", "A4"]]);
  });

  it("may hold the same county and month for two chapters", async () => {
    const { entries } = await fileOf(
      "chapter_slug,county_fips,month,ENCOUNTERS\na,29510,2026-03,1\nb,29510,2026-03,2\n",
    );
    expect(entries.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("says the same in any order of columns", async () => {
    const cells: Readonly<Record<string, string>> = {
      county_fips: "29510",
      month: "2026-03",
      ENCOUNTERS: "7",
    };
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...COLUMN_NAMES], { minLength: COLUMN_NAMES.length }),
        async (columns) => {
          const row = columns.map((column) => cells[column] ?? "").join(",");
          const { entries } = await fileOf(`${columns.join(",")}\n${row}\n`);
          expect(entries).toMatchObject([{ county: "29510", month: "2026-03", values: { ENCOUNTERS: 7 } }]);
        },
      ),
    );
  });
});

describe("whatever is uploaded", () => {
  const workbook = workbookOf([
    {
      rows: [
        ["county_fips", "month", "ENCOUNTERS"],
        [29510, "2026-03", 7],
      ],
    },
  ]);
  const text = Buffer.from('county_fips,month,ENCOUNTERS\n29510,2026-03,"1,234"\n');

  it("is answered and never thrown at", async () => {
    const mutation = fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }) });
    const mutated = fc
      .tuple(fc.constantFrom(workbook, text), fc.array(mutation, { maxLength: 8 }), fc.nat())
      .map(([original, mutations, end]) => {
        const bytes = Buffer.from(original);
        for (const { at, byte } of mutations) bytes[at % bytes.length] = byte;
        return end % 3 === 0 ? bytes.subarray(0, end % bytes.length) : bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const outcome = await readReportFile({ name: "any", bytes });
        if (!outcome.ok) expect(outcome.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
