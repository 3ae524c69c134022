// A button for what is not done by a slip: it asks first, and going back is the usual answer.

import { useId, useRef, type ReactNode } from "react";

export interface ConfirmedProps {
  /** What the button says. */
  readonly label: string;
  readonly isQuiet?: boolean;
  readonly isDisabled: boolean;
  readonly question: string;
  /** What follows from it. */
  readonly children: ReactNode;
  /** What the button says that does it. */
  readonly yes: string;
  readonly onYes: () => void;
}

export function Confirmed({
  label,
  isQuiet = false,
  isDisabled,
  question,
  children,
  yes,
  onYes,
}: ConfirmedProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  const title = useId();
  return (
    <>
      <button
        type="button"
        className={isQuiet ? "quiet" : undefined}
        disabled={isDisabled}
        onClick={() => {
          dialog.current?.showModal();
          back.current?.focus();
        }}
      >
        {label}
      </button>
      <dialog ref={dialog} aria-labelledby={title}>
        <h2 id={title}>{question}</h2>
        <p>{children}</p>
        <div className="bar">
          <button
            type="button"
            onClick={() => {
              dialog.current?.close();
              onYes();
            }}
          >
            {yes}
          </button>
          <button ref={back} type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Go back
          </button>
        </div>
      </dialog>
    </>
  );
}
