// Many months at once from a file: first what would change, cell by cell, then the receipts.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { MyDutiesDocument, ReportedMeasuresDocument } from "../../generated/graphql.js";
import { ask, newKey, Refused, send, SessionEnded, Unreachable, type Problem } from "../ask.js";
import { NotFetched } from "../parts/not-fetched.js";
import { Problems } from "../parts/problems.js";
import { tellSessionEnded } from "../session/session.js";
import { useTitle } from "../use-title.js";
import { MonthChoice } from "../parts/month-choice.js";
import { FIRST_MONTH, monthInWords, monthsBetween, monthsLater } from "../words.js";
import { fetchListsAnew } from "./fetch-lists-anew.js";
import { UploadPreview, type UploadAnswer } from "./upload-preview.js";

/** As many as the server writes into one template. */
const MOST_MONTHS = 24;

export default function Upload() {
  useTitle("Upload");
  const queries = useQueryClient();
  const duties = useQuery({ queryKey: ["duties"], queryFn: () => ask(MyDutiesDocument, {}) });
  const measures = useQuery({
    queryKey: ["measures"],
    queryFn: () => ask(ReportedMeasuresDocument, {}),
    staleTime: Infinity,
  });
  const chapters = duties.data?.myChapters.map(({ chapter }) => chapter) ?? [];
  const [slug, setSlug] = useState<string | null>(null);
  const chapter = chapters.find((one) => one.slug === slug) ?? chapters[0];
  const [file, setFile] = useState<File | null>(null);
  const [answer, setAnswer] = useState<UploadAnswer | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [reason, setReason] = useState("");
  const [key, setKey] = useState(newKey);
  const [isBusy, setIsBusy] = useState(false);
  const [span, setSpan] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const id = useId();
  if (duties.isError) return <NotFetched what="Your list of chapters" onTry={duties.refetch} />;
  if (duties.data !== undefined && chapter === undefined)
    return <p>Your account files for no chapter. Ask your administrator.</p>;
  if (chapter === undefined) return <p className="waiting">Loading…</p>;
  const place = new URLSearchParams({ state: chapter.state?.code ?? "", chapter: chapter.slug });
  const upload = async (isDryRun: boolean) => {
    if (file === null) return;
    setIsBusy(true);
    setProblems([]);
    const query = new URLSearchParams([
      ...place,
      ["dryRun", String(isDryRun)],
      ...(reason.trim() === "" ? [] : [["reason", reason]]),
    ]);
    try {
      const found = await send<UploadAnswer>(`/reports/import?${query.toString()}`, {
        method: "POST",
        headers: {
          "content-type": "application/octet-stream",
          ...(isDryRun ? {} : { "idempotency-key": key }),
        },
        body: file,
      });
      setAnswer(found);
      if (!isDryRun) fetchListsAnew(queries);
    } catch (error) {
      if (error instanceof SessionEnded) tellSessionEnded();
      else if (error instanceof Unreachable)
        setProblems([
          {
            code: "UNREACHABLE",
            path: "server",
            message: "The server cannot be reached just now.",
            fix: "Send the file again when the connection is back: nothing is filed twice.",
          },
        ]);
      else if (error instanceof Refused) setProblems(error.problems);
      else throw error;
    } finally {
      setIsBusy(false);
    }
  };
  const current = chapter.state?.calendar.currentMonth ?? "";
  const { from, to } = span ?? { from: monthsLater(current, -3), to: monthsLater(current, -1) };
  const months = monthsBetween(from, to) + 1;
  const template = (format: "xlsx" | "csv") =>
    `/reports/template.${format}?${place.toString()}&from=${from}&until=${monthsLater(to, 1)}`;
  const titles = new Map(measures.data?.measures.map(({ key: measure, title }) => [measure, title]));
  return (
    <>
      <h1>Upload a file</h1>
      <p>
        Fill in the template, one row for each county and month, and choose the file. You will see what would
        change before anything is filed.
      </p>
      {chapters.length > 1 && (
        <p>
          <label htmlFor={`${id}-chapter`}>Chapter</label>
          <select
            id={`${id}-chapter`}
            value={chapter.slug}
            onChange={(event) => {
              setSlug(event.currentTarget.value);
              // What was shown would be filed by another chapter.
              setAnswer(null);
              setKey(newKey());
            }}
          >
            {chapters.map((one) => (
              <option key={one.slug} value={one.slug}>
                {one.name}
              </option>
            ))}
          </select>
        </p>
      )}
      <section aria-label="Template" className="template">
        <div className="bar">
          <MonthChoice
            label="From"
            value={from}
            first={FIRST_MONTH}
            last={monthsLater(current, -1)}
            onChange={(month) => setSpan({ from: month, to })}
          />
          <MonthChoice
            label="To"
            value={to}
            first={FIRST_MONTH}
            last={monthsLater(current, -1)}
            onChange={(month) => setSpan({ from, to: month })}
          />
        </div>
        {months >= 1 && months <= MOST_MONTHS ? (
          <p>
            Template of {chapter.name}, {monthInWords(from)} to {monthInWords(to)}:{" "}
            <a href={template("xlsx")}>Excel</a>, <a href={template("csv")}>CSV</a>
          </p>
        ) : (
          <p role="alert" className="caution">
            {months < 1
              ? `The first month, ${monthInWords(from)}, is after the last one, ${monthInWords(to)}.`
              : `${monthInWords(from)} to ${monthInWords(to)} is ${String(months)} months; a template holds at most ${String(MOST_MONTHS)}.`}
          </p>
        )}
      </section>
      <form
        className="upload"
        onSubmit={(event) => {
          event.preventDefault();
          void upload(true);
        }}
      >
        <label htmlFor={`${id}-file`}>File (CSV or Excel, up to 5 MB)</label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.xlsx,text/csv"
          required
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0] ?? null);
            setAnswer(null);
            setProblems([]);
            setKey(newKey());
          }}
        />
        <label htmlFor={`${id}-reason`}>Reason (needed where accepted figures change)</label>
        <textarea
          id={`${id}-reason`}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setKey(newKey());
          }}
        />
        <button type="submit" disabled={isBusy || file === null}>
          {isBusy ? "Loading…" : "See what would change"}
        </button>
      </form>
      <Problems problems={problems} />
      {answer !== null && (
        <UploadPreview
          answer={answer}
          titles={titles}
          counties={new Map(chapter.counties.map(({ fips, name }) => [fips, name]))}
          isBusy={isBusy}
          onFile={() => void upload(false)}
        />
      )}
    </>
  );
}
