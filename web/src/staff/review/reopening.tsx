// What a reviewer does with a month that its chapter cannot change: an accepted one is reopened for correction, a locked one is opened to
// its chapter for some days.

import { useState, type ReactNode } from "react";
import {
  AllowLateDocument,
  ReopenDocument,
  type ReportRefInput,
  type ReportToJudgeQuery,
} from "../../generated/graphql.js";
import { ask } from "../ask.js";
import { Problems } from "../parts/problems.js";
import { useAct } from "../use-act.js";
import { useCalendar } from "../use-calendar.js";
import { dayInWords, daysLater, later } from "../words.js";

export interface ReopeningProps {
  readonly place: ReportRefInput;
  readonly report: ReportToJudgeQuery["report"];
  /** What is shown has changed. */
  readonly onDone: () => Promise<unknown>;
}

export function Reopening({ place, report, onDone }: ReopeningProps) {
  const [done, setDone] = useState("");
  const tell = async (words: string) => {
    setDone(words);
    await onDone();
  };
  return (
    <>
      <p role="status" className="done">
        {done}
      </p>
      {report.locked && (
        <p>
          Locked: the last day to file was{" "}
          {dayInWords(later(report.lastOpenDay, report.lateAllowedUntil ?? report.lastOpenDay))}.
        </p>
      )}
      {!report.locked && report.lateAllowedUntil !== null && (
        <p>Reopened: the chapter can file it through {dayInWords(report.lateAllowedUntil)}.</p>
      )}
      {report.viewerCanReopen && <Correction place={place} version={report.version} onDone={tell} />}
      {report.viewerCanAllowLate && <Extension place={place} isLocked={report.locked} onDone={tell} />}
    </>
  );
}

interface FormProps {
  readonly place: ReportRefInput;
  readonly onDone: (words: string) => Promise<void>;
}

function Correction({ place, version, onDone }: FormProps & { readonly version: number }) {
  const act = useAct();
  const reopen = async (reason: string) => {
    const isDone = await act.run(`reopen ${String(version)} ${reason}`, (idempotencyKey) =>
      ask(ReopenDocument, { input: { report: place, version, reason, idempotencyKey } }),
    );
    if (isDone)
      await onDone("Reopened for correction. The accepted figures stand until another revision is accepted.");
  };
  return (
    <ReasonForm
      summary="Reopen for correction"
      label="Why the accepted figures need to change"
      act={act}
      onSend={reopen}
      button="Reopen"
    />
  );
}

/** Days for which a month is opened; more than the last are not allowed. */
const SPANS = [7, 14, 30, 60] as const;

function Extension({ place, isLocked, onDone }: FormProps & { readonly isLocked: boolean }) {
  const act = useAct();
  const { calendar } = useCalendar(place.state);
  const [days, setDays] = useState<number>(14);
  if (calendar == null) return null;
  const until = daysLater(calendar.today, days);
  const allow = async (reason: string) => {
    const isDone = await act.run(`allow ${until} ${reason}`, (idempotencyKey) =>
      ask(AllowLateDocument, { input: { report: place, until, reason, idempotencyKey } }),
    );
    if (isDone) await onDone(`The chapter can file this month through ${dayInWords(until)}.`);
  };
  return (
    <ReasonForm
      summary={isLocked ? "Reopen this locked month" : "Change how long this month is open"}
      label="Why the month is reopened"
      act={act}
      onSend={allow}
      button="Let the chapter file it"
    >
      <label htmlFor="extension">How long</label>
      <select id="extension" value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
        {SPANS.map((one) => (
          <option key={one} value={one}>
            {one} days, through {dayInWords(daysLater(calendar.today, one))}
          </option>
        ))}
      </select>
    </ReasonForm>
  );
}

interface ReasonFormProps {
  readonly summary: string;
  readonly label: string;
  readonly button: string;
  readonly act: ReturnType<typeof useAct>;
  readonly onSend: (reason: string) => Promise<void>;
  /** What is chosen besides. */
  readonly children?: ReactNode;
}

function ReasonForm({ summary, label, button, act, onSend, children }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const id = `reason ${summary}`.replaceAll(" ", "-");
  return (
    <details className="reopening">
      <summary>{summary}</summary>
      <Problems problems={act.problems} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onSend(reason);
        }}
      >
        {children}
        <label htmlFor={id}>{label}</label>
        <textarea
          id={id}
          rows={2}
          required
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <button type="submit" disabled={act.isBusy}>
          {button}
        </button>
      </form>
    </details>
  );
}
