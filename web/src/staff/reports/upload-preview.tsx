// What a file would change, row by row, before anything is filed; and afterwards, what was filed.

import type { Problem } from "../ask.js";
import { countInWords, monthInWords } from "../words.js";

/** What `POST /reports/import` answers: see docs/report-files.md. */
export interface UploadAnswer {
  readonly dryRun: boolean;
  readonly reports: readonly UploadedRow[];
  readonly problems: readonly Problem[];
  readonly moreProblems: number;
  readonly ignoredColumns: readonly string[];
  readonly ignoredSheets: readonly string[];
}

type Said = number | string | boolean | null | undefined;

interface UploadedRow {
  readonly row: string;
  readonly county: string;
  readonly month: string;
  readonly outcome: "NEW" | "CHANGED" | "UNCHANGED" | "EMPTY" | "REFUSED";
  readonly changes: readonly { readonly what: string; readonly before?: Said; readonly after?: Said }[];
  readonly problems: readonly Problem[];
  readonly moreProblems: number;
  readonly receipt: { readonly auditNumber: number } | null;
}

const OUTCOMES: Readonly<Record<UploadedRow["outcome"], string>> = {
  NEW: "New",
  CHANGED: "Changed",
  UNCHANGED: "No change",
  EMPTY: "Blank row – skipped",
  REFUSED: "Refused",
};

const MARKS: Readonly<Record<string, string>> = {
  comment: "Comment",
  isPartial: "Only part of the month",
  isZeroReport: "Zero report",
};

export interface UploadPreviewProps {
  readonly answer: UploadAnswer;
  /** Titles of measures by key. */
  readonly titles: ReadonlyMap<string, string>;
  /** Names of counties by code. */
  readonly counties: ReadonlyMap<string, string>;
  readonly isBusy: boolean;
  readonly onFile: () => void;
}

export function UploadPreview({ answer, titles, counties, isBusy, onFile }: UploadPreviewProps) {
  const count = (...outcomes: readonly UploadedRow["outcome"][]) =>
    answer.reports.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [fileable, refused] = [count("NEW", "CHANGED"), count("REFUSED")];
  return (
    <section aria-labelledby="preview-title" className="preview">
      <div role="status">
        <h2 id="preview-title">
          {answer.dryRun
            ? `${countInWords(fileable)} would be filed, ${countInWords(refused)} refused`
            : `${countInWords(fileable)} filed, ${countInWords(refused)} refused`}
        </h2>
      </div>
      {answer.ignoredColumns.length > 0 && (
        <p className="caution">
          Columns that are not read: {answer.ignoredColumns.join(", ")}. Is one of them misspelled?
        </p>
      )}
      {answer.ignoredSheets.length > 0 && (
        <p className="caution">Sheets that are not read: {answer.ignoredSheets.join(", ")}.</p>
      )}
      {answer.problems.length > 0 && (
        <ul className="problems">
          {answer.problems.map((problem, index) => (
            <ProblemLine key={index} problem={problem} />
          ))}
        </ul>
      )}
      <div className="wide" tabIndex={0} role="region" aria-label="Rows of the file">
        <table>
          <caption>Row by row</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">County and month</th>
              <th scope="col">Outcome</th>
              <th scope="col">What changes, and what is wrong</th>
            </tr>
          </thead>
          <tbody>
            {answer.reports.map((row) => (
              <tr key={row.row} className={row.outcome.toLowerCase()}>
                <td>{row.row}</td>
                <th scope="row">
                  {counties.get(row.county) ?? row.county}, {monthInWords(row.month)}
                </th>
                <td>
                  {OUTCOMES[row.outcome]}
                  {row.receipt !== null && (
                    <span className="says">Receipt {countInWords(row.receipt.auditNumber)}</span>
                  )}
                </td>
                <td>
                  {row.changes.length > 0 && (
                    <ul className="changes">
                      {row.changes.map(({ what, before, after }) => (
                        <li key={what}>
                          {titles.get(what) ?? MARKS[what] ?? what}:{" "}
                          {before === undefined ? (
                            <>
                              <ins>{said(after)}</ins> (new)
                            </>
                          ) : (
                            <>
                              <del>{said(before)}</del> → <ins>{said(after)}</ins>
                            </>
                          )}
                        </li>
                      ))}
                    </ul>
                  )}
                  {row.problems.length > 0 && (
                    <ul className="row-problems">
                      {row.problems.map((problem, index) => (
                        <ProblemLine key={index} problem={problem} />
                      ))}
                      {row.moreProblems > 0 && <li>and {countInWords(row.moreProblems)} more</li>}
                    </ul>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {answer.moreProblems > 0 && <p>{countInWords(answer.moreProblems)} more problems are not listed.</p>}
      {answer.dryRun && fileable > 0 && (
        <button type="button" disabled={isBusy} onClick={onFile}>
          {isBusy ? "Loading…" : `File ${countInWords(fileable)} ${fileable === 1 ? "report" : "reports"}`}
        </button>
      )}
      {answer.dryRun && fileable === 0 && <p>Nothing in this file can be filed as it is.</p>}
    </section>
  );
}

function ProblemLine({ problem: { cell, message, fix, severity } }: { readonly problem: Problem }) {
  return (
    <li>
      {cell != null && <strong>{cell} </strong>}
      {severity === "WARNING" && "Worth a second look: "}
      {message} {fix}
    </li>
  );
}

function said(value: Said): string {
  if (value === undefined) return "nothing";
  if (value === null) return "not collected";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? countInWords(value) : value;
}
