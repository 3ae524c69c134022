// Saves a month as it is typed. What the server has not acknowledged is kept in the browser and sent again; what somebody else
// has changed meanwhile is put before the coordinator, never written over.

import { useCallback, useEffect, useRef, useState } from "react";
import {
  OneReportDocument,
  SaveDraftDocument,
  type ReportPartsFragment,
  type ReportRefInput,
} from "../../generated/graphql.js";
import { ask, newKey, Refused, SessionEnded, Unreachable, type Problem } from "../ask.js";
import { tellSessionEnded } from "../session/session.js";
import { contentOf, isSame, valuesIn, type Content } from "./content.js";
import { forgetDraft, keepDraft, keptDraft } from "./kept-draft.js";

export type Saving =
  | { readonly kind: "UNTOUCHED" | "PENDING" | "SAVING" | "KEPT_HERE" | "WAITING_FOR_CONNECTION" }
  | { readonly kind: "SAVED"; readonly at: Date }
  | { readonly kind: "REFUSED"; readonly problems: readonly Problem[] };

/** Somebody else, or another window, has changed the report since this draft was begun. */
export interface Conflict {
  readonly mine: Content;
  readonly theirs: Content;
  readonly report: ReportPartsFragment;
}

export interface Draft {
  readonly content: Content;
  readonly saving: Saving;
  readonly conflict: Conflict | null;
  /** Version that the next change is made from. */
  readonly version: () => number;
  readonly change: (content: Content) => void;
  /** After a conflict: goes on with one's own, or with what is on file. */
  readonly settle: (choice: "MINE" | "THEIRS") => void;
  /** After a submission: what is on file now. */
  readonly startAnew: (report: ReportPartsFragment) => void;
  /** Does something to the report when what is being saved has been answered; nothing is saved meanwhile. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
}

const PAUSE_MS = 600;
const RETRY_MS = 5_000;

export function useDraft(account: string, place: ReportRefInput, loaded: ReportPartsFragment): Draft {
  const [begun] = useState(() => begin(account, place, loaded));
  const [content, setContent] = useState(begun.content);
  const [saving, setSaving] = useState<Saving>({ kind: begun.isKept ? "PENDING" : "UNTOUCHED" });
  const [conflict, setConflict] = useState<Conflict | null>(begun.conflict);
  const [report, setReport] = useState(loaded);
  const [isHeld, setIsHeld] = useState(false);
  const latest = useRef(begun.content);
  const version = useRef(begun.version);
  const underWay = useRef<Promise<void>>(Promise.resolve());
  /** The same content is sent again under the same key. */
  const attempt = useRef<{ readonly key: string; readonly content: Content } | null>(null);

  const startAnew = useCallback(
    (fresh: ReportPartsFragment) => {
      forgetDraft(account, place);
      version.current = fresh.version;
      latest.current = contentOf(fresh);
      setReport(fresh);
      setContent(latest.current);
      setConflict(null);
      setSaving({ kind: "UNTOUCHED" });
    },
    [account, place],
  );

  const save = useCallback(async () => {
    const sent = latest.current;
    if (attempt.current?.content !== sent) attempt.current = { key: newKey(), content: sent };
    setSaving({ kind: "SAVING" });
    try {
      const { outcome } = await ask(SaveDraftDocument, {
        input: {
          idempotencyKey: attempt.current.key,
          report: place,
          version: version.current,
          values: [...valuesIn(sent)],
          comment: sent.comment.trim() === "" ? null : sent.comment,
          partial: sent.partial,
        },
      });
      const errors = outcome.userErrors.filter(({ severity }) => severity === "ERROR");
      if (errors.some(({ code }) => code === "STALE_VERSION")) {
        const { report: fresh } = await ask(OneReportDocument, place);
        // Taken in already, by an answer that was lost on the way.
        if (latest.current === sent && isSame(sent, contentOf(fresh))) {
          startAnew(fresh);
          return;
        }
        setConflict({ mine: sent, theirs: contentOf(fresh), report: fresh });
        setSaving({ kind: "KEPT_HERE" });
      } else if (errors.length > 0) {
        setSaving({ kind: "REFUSED", problems: errors });
      } else {
        version.current = outcome.report?.version ?? version.current;
        if (outcome.report !== null) setReport(outcome.report);
        if (latest.current === sent) {
          forgetDraft(account, place);
          setSaving({ kind: "SAVED", at: new Date() });
        } else {
          keepDraft(account, place, { version: version.current, content: latest.current });
          setSaving({ kind: "PENDING" });
        }
      }
    } catch (error) {
      if (error instanceof SessionEnded) tellSessionEnded();
      if (error instanceof SessionEnded || error instanceof Unreachable)
        setSaving({ kind: "WAITING_FOR_CONNECTION" });
      else if (error instanceof Refused) setSaving({ kind: "REFUSED", problems: error.problems });
      else throw error;
    }
  }, [account, place, startAnew]);

  const canSave = report.viewerCanSave;
  useEffect(() => {
    if (conflict !== null || !canSave || isHeld) return;
    if (saving.kind !== "PENDING" && saving.kind !== "WAITING_FOR_CONNECTION") return;
    const begin = () => {
      underWay.current = save();
    };
    const timer = setTimeout(begin, saving.kind === "PENDING" ? PAUSE_MS : RETRY_MS);
    const atOnce = () => {
      clearTimeout(timer);
      begin();
    };
    window.addEventListener("online", atOnce);
    window.addEventListener("session-renewed", atOnce);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", atOnce);
      window.removeEventListener("session-renewed", atOnce);
    };
  }, [saving, conflict, canSave, isHeld, save]);

  const change = useCallback(
    (changed: Content) => {
      latest.current = changed;
      setContent(changed);
      keepDraft(account, place, { version: version.current, content: changed });
      setSaving({ kind: canSave ? "PENDING" : "KEPT_HERE" });
    },
    [account, place, canSave],
  );

  const settle = useCallback(
    (choice: "MINE" | "THEIRS") => {
      if (conflict === null) return;
      startAnew(conflict.report);
      if (choice === "THEIRS") return;
      latest.current = conflict.mine;
      setContent(conflict.mine);
      keepDraft(account, place, { version: conflict.report.version, content: conflict.mine });
      setSaving({ kind: conflict.report.viewerCanSave ? "PENDING" : "KEPT_HERE" });
    },
    [account, place, conflict, startAnew],
  );

  const alone = useCallback(async (work: () => Promise<void>) => {
    setIsHeld(true);
    try {
      await underWay.current;
      await work();
    } finally {
      setIsHeld(false);
    }
  }, []);
  const versionNow = useCallback(() => version.current, []);
  return { content, saving, conflict, version: versionNow, change, settle, startAnew, alone };
}

function begin(account: string, place: ReportRefInput, report: ReportPartsFragment) {
  const onFile = contentOf(report);
  const kept = keptDraft(account, place);
  const nothingKept = { content: onFile, version: report.version, conflict: null, isKept: false };
  if (kept === null) return nothingKept;
  if (isSame(kept.content, onFile)) {
    forgetDraft(account, place);
    return nothingKept;
  }
  const conflict = kept.version === report.version ? null : { mine: kept.content, theirs: onFile, report };
  return { content: kept.content, version: report.version, conflict, isKept: true };
}
