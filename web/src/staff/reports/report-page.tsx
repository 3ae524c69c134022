// One month of one county: the form, what was said of it before, and what becomes of it.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "wouter";
import {
  FileZeroDocument,
  OneReportDocument,
  ReportBesideDocument,
  ReportedMeasuresDocument,
  SubmitDocument,
  type Measure,
  type PayloadFragment,
  type ReportPartsFragment,
  type ReportRefInput,
} from "../../generated/graphql.js";
import { ask, Refused, SessionEnded, Unreachable, type Problem } from "../ask.js";
import { NotFetched } from "../parts/not-fetched.js";
import { Problems } from "../parts/problems.js";
import { RefusedPage } from "../parts/refused-page.js";
import { tellSessionEnded, useSession } from "../session/session.js";
import { useKeys } from "../use-act.js";
import { useTitle } from "../use-title.js";
import { dayInWords, monthInWords, monthsLater } from "../words.js";
import { faultsOf } from "./check-cells.js";
import { EmptyCells } from "./empty-cells.js";
import { Conversation } from "./conversation.js";
import { ConflictChoice } from "./conflict-choice.js";
import { cellsOf, readCell, valuesIn, valuesOnFile } from "./content.js";
import { fetchListsAnew } from "./fetch-lists-anew.js";
import { sectionsOf, type FormMeasure, type FormSection } from "./form-sections.js";
import { cellId, MonthForm } from "./month-form.js";
import { Receipt } from "./receipt.js";
import { SavingWords } from "./saving-words.js";
import { STATUS_WORDS, statusOf } from "./status-words.js";
import { useDraft } from "./use-draft.js";
import { ZeroReport } from "./zero-report.js";

export default function ReportPage() {
  const place = useParams<{ state: string; chapter: string; county: string; month: string }>();
  const { state, chapter, county, month } = place;
  const key = [state, chapter, county, month];
  const report = useQuery({
    queryKey: ["report", ...key],
    queryFn: () => ask(OneReportDocument, { state, chapter, county, month }),
    // What is typed is kept by the draft: a page under work is not exchanged beneath its hands.
    staleTime: Infinity,
    gcTime: 0,
  });
  const measures = useQuery({
    queryKey: ["measures"],
    queryFn: () => ask(ReportedMeasuresDocument, {}),
    staleTime: Infinity,
  });
  useTitle(monthInWords(month));
  const failed = report.error ?? measures.error;
  if (failed instanceof Refused) return <RefusedPage problems={failed.problems} />;
  if (failed !== null)
    return <NotFetched what="The report" onTry={() => Promise.all([report.refetch(), measures.refetch()])} />;
  if (report.data === undefined || measures.data === undefined) return <p className="waiting">Loading…</p>;
  return (
    <ReportEditor
      key={key.join(" ")}
      place={{ state, chapter, county, month }}
      loaded={report.data.report}
      sections={sectionsOf(measures.data.measures, month, valuesOnFile(report.data.report))}
    />
  );
}

interface EditorProps {
  readonly place: ReportRefInput;
  readonly loaded: ReportPartsFragment;
  readonly sections: readonly FormSection[];
}

interface Filed {
  readonly outcome: PayloadFragment;
}

function ReportEditor({ place, loaded, sections }: EditorProps) {
  const { viewer } = useSession();
  const queries = useQueryClient();
  const keys = useKeys();
  const [steadyPlace] = useState(place);
  const draft = useDraft(viewer.id, steadyPlace, loaded);
  const [report, setReport] = useState(loaded);
  const [found, setFound] = useState<readonly Problem[]>([]);
  const [receipt, setReceipt] = useState<PayloadFragment | null>(null);
  const [reason, setReason] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [entered, setEntered] = useState<FormMeasure | null>(null);
  const beside = useBeside(steadyPlace);
  const name = report.county?.name ?? report.chapter.name;
  const isReadOnly = !report.viewerCanSave && !report.viewerCanSubmit;

  const file = (about: object, send: (version: number, key: string) => Promise<Filed>) =>
    draft.alone(async () => {
      setIsBusy(true);
      setFound([]);
      try {
        const version = draft.version();
        const name = JSON.stringify({ ...about, version });
        const { outcome } = await send(version, keys.of(name));
        keys.answered(name);
        const errors = outcome.userErrors.filter(({ severity }) => severity === "ERROR");
        setFound(errors);
        if (errors.length > 0 || outcome.report === null) return;
        draft.startAnew(outcome.report);
        setReport(outcome.report);
        setReceipt(outcome);
        fetchListsAnew(queries);
        window.scrollTo({ top: 0 });
      } catch (error) {
        if (error instanceof SessionEnded) tellSessionEnded();
        else if (error instanceof Unreachable) setFound([AWAY]);
        else if (error instanceof Refused) setFound(error.problems);
        else throw error;
      } finally {
        setIsBusy(false);
      }
    });
  const comment = draft.content.comment.trim() === "" ? null : draft.content.comment;
  const about = { report: steadyPlace, comment, ...(report.submissionNeedsReason ? { reason } : {}) };
  const submit = async () => {
    const cells = sections.flatMap((section) => section.cells);
    if (cells.some(({ key }) => readCell(draft.content.cells[key] ?? "") === "FAULT")) {
      setFound(faultsOf(draft.content, cells));
      return;
    }
    const input = { ...about, values: [...valuesIn(draft.content)], partial: draft.content.partial };
    await file(input, (version, idempotencyKey) =>
      ask(SubmitDocument, { input: { ...input, version, idempotencyKey } }),
    );
  };
  const fileZero = () =>
    file({ ...about, isZero: true }, (version, idempotencyKey) =>
      ask(FileZeroDocument, { input: { ...about, version, idempotencyKey } }),
    );
  const cellProblems = new Map<Measure, string>(
    found.flatMap(({ path, message, fix }) => {
      const measure = measureOf(path);
      return measure === null || readCell(draft.content.cells[measure] ?? "") === "FAULT"
        ? []
        : [[measure, `${message} ${fix}`]];
    }),
  );
  return (
    <article className="report">
      <p className="trail">
        <Link href="/reports">Reports</Link> <span aria-hidden="true">›</span> {report.chapter.name}
      </p>
      <h1>
        {name}, {monthInWords(report.month)}
      </h1>
      <p className="standing">
        <span className={`status ${statusOf(report).toLowerCase()}`}>{STATUS_WORDS[statusOf(report)]}</span>{" "}
        {standingInWords(report)}
        {report.demonstration && " Demonstration data: invented."}
      </p>
      {receipt !== null && <Receipt outcome={receipt} name={name} month={report.month} />}
      <Conversation report={report} />
      {draft.conflict !== null && (
        <ConflictChoice conflict={draft.conflict} sections={sections} onSettle={draft.settle} />
      )}
      <Problems
        problems={found}
        idOf={({ path }) => {
          const measure = measureOf(path);
          return measure === null ? null : cellId(measure);
        }}
      />
      {!isReadOnly && (
        <>
          <p className="hint">
            Enter a number in each cell, 0 if there were none, or NC if your chapter doesn't collect it. An
            empty cell is recorded as missing, not as zero. Enter and the arrow keys move between the cells;
            what you type is saved as you go.
          </p>
          {report.viewerCanSubmit && (
            <ZeroReport
              name={name}
              month={report.month}
              isBusy={isBusy || draft.conflict !== null}
              onFile={fileZero}
            />
          )}
        </>
      )}
      <MonthForm
        sections={sections}
        content={draft.content}
        beside={beside}
        problems={cellProblems}
        isReadOnly={isReadOnly}
        onEnter={setEntered}
        onChange={(content) => {
          setReceipt(null);
          setFound((problems) =>
            problems.filter(
              ({ path }) => measureOf(path) === null || !hasChanged(path, content, draft.content),
            ),
          );
          draft.change(content);
        }}
      />
      {!isReadOnly && (
        <form
          id="finish"
          className="finish"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <p>
            <label htmlFor="comment">Comment for the reviewer (optional)</label>
            <span id="comment-says" className="says">
              Why a number jumped, what was counted differently. Never names or other details of persons.
            </span>
            <textarea
              id="comment"
              rows={3}
              maxLength={2000}
              aria-describedby="comment-says"
              value={draft.content.comment}
              onChange={(event) => draft.change({ ...draft.content, comment: event.currentTarget.value })}
            />
          </p>
          <EmptyCells content={draft.content} sections={sections} />
          <p className="choice">
            <input
              id="partial"
              type="checkbox"
              checked={draft.content.partial}
              onChange={(event) => draft.change({ ...draft.content, partial: event.currentTarget.checked })}
            />
            <label htmlFor="partial">Only part of the month was counted</label>
          </p>
          {report.submissionNeedsReason && (
            <p>
              <label htmlFor="reason">Why the accepted figures change (needed)</label>
              <textarea
                id="reason"
                rows={2}
                maxLength={2000}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
            </p>
          )}
        </form>
      )}
      {!isReadOnly && (
        <div className="bar finishing no-print">
          <div>
            <p className="help" aria-hidden="true">
              {entered !== null && (
                <>
                  <strong>{entered.title}:</strong> {entered.description}
                </>
              )}
            </p>
            <SavingWords saving={draft.saving} canSave={report.viewerCanSave} />
          </div>
          {report.viewerCanSubmit ? (
            <button type="submit" form="finish" disabled={isBusy || draft.conflict !== null}>
              {isBusy ? "Loading…" : "Submit"}
            </button>
          ) : (
            <p className="says">The month can be submitted when it is over.</p>
          )}
        </div>
      )}
    </article>
  );
}

const AWAY: Problem = {
  code: "UNREACHABLE",
  path: "server",
  message: "The server cannot be reached just now.",
  fix: "Your draft is kept on this computer. Submit again when the connection is back: nothing is filed twice.",
};

/** @param path "input.values.JAIL_BOOKINGS" */
function measureOf(path: string): Measure | null {
  const [, key] = /^input\.values\.([A-Z0-9_]+)$/.exec(path) ?? [];
  return (key ?? null) as Measure | null;
}

function hasChanged(
  path: string,
  after: { cells: Readonly<Partial<Record<Measure, string>>> },
  before: { cells: Readonly<Partial<Record<Measure, string>>> },
): boolean {
  const measure = measureOf(path);
  return measure !== null && after.cells[measure] !== before.cells[measure];
}

function standingInWords(report: ReportPartsFragment): string {
  if (report.status === null && !report.locked && !report.viewerCanSave)
    return "Nothing can be filed here: your chapter doesn't serve the county that month, or the month has not begun.";
  if (report.lateAllowedUntil !== null && report.locked)
    return `Your reviewer reopened this month. The last day to file was ${dayInWords(report.lateAllowedUntil)}. Ask your reviewer to reopen this month.`;
  if (report.locked)
    return `Locked: the last day to file was ${dayInWords(report.lastOpenDay)}. Ask your reviewer to reopen this month.`;
  if (report.lateAllowedUntil !== null && report.lateAllowedUntil > report.lastOpenDay)
    return `Your reviewer reopened this month: you can file it through ${dayInWords(report.lateAllowedUntil)}.`;
  if (report.status === "ACCEPTED") return "These are the figures of record. A change needs a reason.";
  if (report.status === "SUBMITTED") return "It is waiting for the reviewer. You can still submit it again.";
  return `Due ${dayInWords(report.dueOn)}; open through ${dayInWords(report.lastOpenDay)}.`;
}

/** The month before and the same month of the year before, as far as there are any. */
function useBeside(place: ReportRefInput) {
  const months = [
    { title: "Month before", month: monthsLater(place.month, -1) },
    { title: "Year before", month: monthsLater(place.month, -12) },
  ];
  const { data } = useQuery({
    queryKey: ["beside", place],
    staleTime: Infinity,
    queryFn: () =>
      Promise.all(
        months.map(async ({ title, month }) => {
          try {
            const { report } = await ask(ReportBesideDocument, { ...place, month });
            return { title, cells: cellsOf(report.latest?.values ?? []) };
          } catch (error) {
            // The chapter may not have served the county then.
            if (error instanceof Refused) return { title, cells: {} };
            throw error;
          }
        }),
      ),
  });
  return data ?? months.map(({ title }) => ({ title, cells: {} }));
}
