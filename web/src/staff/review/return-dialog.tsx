// A report goes back with a word on what to look at: without one there is nothing to answer.

import { useCallback, useState } from "react";
import type { Problem } from "../ask.js";
import { Problems } from "../parts/problems.js";

export interface ReturnDialogProps {
  readonly name: string;
  readonly isBusy: boolean;
  /** Why the last attempt failed. */
  readonly problems: readonly Problem[];
  readonly onReturn: (comment: string) => void;
  readonly onCancel: () => void;
}

export function ReturnDialog({ name, isBusy, problems, onReturn, onCancel }: ReturnDialogProps) {
  const [comment, setComment] = useState("");
  const open = useCallback((dialog: HTMLDialogElement | null) => {
    if (dialog !== null && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog ref={open} aria-labelledby="return-title" onCancel={onCancel} onClose={onCancel}>
      <h2 id="return-title">Return {name}</h2>
      <Problems problems={problems} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onReturn(comment);
        }}
      >
        <label htmlFor="return-comment">What should the chapter look at?</label>
        <textarea
          id="return-comment"
          rows={4}
          maxLength={2000}
          required
          autoFocus
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit();
          }}
        />
        <p className="says">Ctrl and Enter send it.</p>
        <div className="bar">
          <button type="submit" disabled={isBusy}>
            Return
          </button>
          <button type="button" className="quiet" onClick={onCancel}>
            Go back
          </button>
        </div>
      </form>
    </dialog>
  );
}
