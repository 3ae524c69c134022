// Many months at once from a file: first what would change, cell by cell, then the receipts.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { MyDutiesDocument, ReportedMeasuresDocument } from "../../generated/graphql.js";
import { ask, newKey, Refused, send, SessionEnded, Unreachable, type Problem } from "../ask.js";
import { NotFetched } from "../parts/not-fetched.js";
import { Problems } from "../parts/problems.js";
import { tellSessionEnded } from "../session/session.js";
import { useTitle } from "../use-title.js";
import { monthInWords, monthsLater, thisMonth } from "../words.js";
import { fetchListsAnew } from "./fetch-lists-anew.js";
import { UploadPreview, type UploadAnswer } from "./upload-preview.js";

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
  const id = useId();
  if (duties.isError) return <NotFetched what="Your list of chapters" onTry={duties.refetch} />;
  if (duties.data !== undefined && chapter === undefined)
    return <p>Your account files for no chapter. Ask your administrator.</p>;
  if (chapter === undefined) return <p className="waiting">One moment …</p>;
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
  const span = `from=${monthsLater(thisMonth(), -3)}&until=${thisMonth()}`;
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
      <p>
        Template of {chapter.name}, {monthInWords(monthsLater(thisMonth(), -3))} to{" "}
        {monthInWords(monthsLater(thisMonth(), -1))}:{" "}
        <a href={`/reports/template.xlsx?${place.toString()}&${span}`}>Excel</a>,{" "}
        <a href={`/reports/template.csv?${place.toString()}&${span}`}>CSV</a>
      </p>
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
          {isBusy ? "One moment …" : "See what would change"}
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
