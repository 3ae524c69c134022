// To judge one report, in the queue or on its own page: accept it, or return it with a word on what to look at.

import { useState, type ReactNode } from "react";
import {
  AcceptDocument,
  ReturnDocument,
  type ReportRefInput,
  type WaitingPartsFragment,
} from "../../generated/graphql.js";
import { ask } from "../ask.js";
import { Problems } from "../parts/problems.js";
import { useAct } from "../use-act.js";
import { monthInWords } from "../words.js";
import { ReturnDialog } from "./return-dialog.js";

export interface Judging {
  readonly isBusy: boolean;
  readonly accept: (report: WaitingPartsFragment) => void;
  /** Opens the dialog that asks why. */
  readonly giveBack: (report: WaitingPartsFragment) => void;
  /** What was done last, what went wrong, and the dialog while it is open. */
  readonly says: ReactNode;
}

export function keyOf({ chapter, county, month }: WaitingPartsFragment): string {
  return `${chapter.slug} ${county?.fips ?? ""} ${month}`;
}

export function nameOf({ county, chapter, month }: WaitingPartsFragment): string {
  return `${county?.name ?? chapter.name}, ${monthInWords(month)}`;
}

/** @param onJudged what is shown has changed */
export function useJudging(state: string, onJudged: () => Promise<unknown>): Judging {
  const act = useAct();
  const [returning, setReturning] = useState<WaitingPartsFragment | null>(null);
  const [done, setDone] = useState("");
  const placeOf = (report: WaitingPartsFragment): ReportRefInput => ({
    state,
    chapter: report.chapter.slug,
    county: report.county?.fips ?? "",
    month: report.month,
  });
  const judged = async (words: string) => {
    setDone(words);
    await onJudged();
  };
  const accept = async (report: WaitingPartsFragment) => {
    const isDone = await act.run(`accept ${keyOf(report)} ${String(report.version)}`, (idempotencyKey) =>
      ask(AcceptDocument, { input: { idempotencyKey, report: placeOf(report), version: report.version } }),
    );
    if (isDone) await judged(`Accepted: ${nameOf(report)}.`);
  };
  const giveBack = async (report: WaitingPartsFragment, comment: string) => {
    const isDone = await act.run(
      `return ${keyOf(report)} ${String(report.version)} ${comment}`,
      (idempotencyKey) =>
        ask(ReturnDocument, {
          input: { idempotencyKey, report: placeOf(report), version: report.version, comment },
        }),
    );
    // A comment that was not taken in is not thrown away.
    if (!isDone) return;
    setReturning(null);
    await judged(`Returned: ${nameOf(report)}.`);
  };
  return {
    isBusy: act.isBusy,
    accept: (report) => void accept(report),
    giveBack: setReturning,
    says: (
      <>
        <p role="status" className="done">
          {done}
        </p>
        {returning === null ? (
          <Problems problems={act.problems} />
        ) : (
          <ReturnDialog
            name={nameOf(returning)}
            isBusy={act.isBusy}
            problems={act.problems}
            onReturn={(comment) => void giveBack(returning, comment)}
            onCancel={() => setReturning(null)}
          />
        )}
      </>
    ),
  };
}

export interface JudgementProps {
  readonly report: WaitingPartsFragment;
  readonly judging: Judging;
}

export function Judgement({ report, judging }: JudgementProps) {
  return (
    <div className="bar">
      <button
        type="button"
        disabled={judging.isBusy || !report.viewerCanAccept}
        onClick={() => judging.accept(report)}
      >
        Accept<span className="spoken"> {nameOf(report)}</span>
      </button>
      <button
        type="button"
        className="quiet"
        disabled={judging.isBusy || !report.viewerCanReturn}
        onClick={() => judging.giveBack(report)}
      >
        Return …<span className="spoken"> {nameOf(report)}</span>
      </button>
      {!report.viewerCanAccept && <p className="says">Your own work, or not yours to judge.</p>}
    </div>
  );
}
