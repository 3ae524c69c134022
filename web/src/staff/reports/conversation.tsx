// What chapter and reviewer said to each other about a month, the last word first.

import type { ReportAction, ReportPartsFragment } from "../../generated/graphql.js";
import { instantInWords } from "../words.js";

const ACTS: Readonly<Record<ReportAction, string>> = {
  SAVE: "Draft saved",
  SUBMIT: "Submitted",
  ACCEPT: "Accepted",
  RETURN: "Returned",
  REOPEN: "Reopened",
};

export interface ConversationProps {
  readonly report: Pick<ReportPartsFragment, "history" | "status">;
}

export function Conversation({ report: { history, status } }: ConversationProps) {
  const steps = history.filter(({ action }) => action !== "SAVE").toReversed();
  const [last, ...earlier] = steps;
  if (last === undefined) return null;
  return (
    <section
      className={status === "RETURNED" ? "conversation returned" : "conversation"}
      aria-label="What was said"
    >
      <Step step={last} />
      {earlier.length > 0 && (
        <details>
          <summary>Earlier ({earlier.length})</summary>
          {earlier.map((step) => (
            <Step key={step.at} step={step} />
          ))}
        </details>
      )}
    </section>
  );
}

function Step({
  step: { action, at, comment, revision },
}: {
  readonly step: ReportPartsFragment["history"][number];
}) {
  return (
    <div className="step">
      <p>
        <strong>{ACTS[action]}</strong>
        {revision !== null && `, revision ${String(revision)}`}, {instantInWords(at)}
      </p>
      {comment !== null && <blockquote>{comment}</blockquote>}
    </div>
  );
}
