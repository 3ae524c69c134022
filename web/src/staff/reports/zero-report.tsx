// A month in which nothing happened is filed on purpose: one click, and one to confirm what it says.

import { useRef } from "react";
import { monthInWords } from "../words.js";

export interface ZeroReportProps {
  readonly name: string;
  readonly month: string;
  readonly isBusy: boolean;
  readonly onFile: () => Promise<void>;
}

export function ZeroReport({ name, month, isBusy, onFile }: ZeroReportProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="quiet" disabled={isBusy} onClick={() => dialog.current?.showModal()}>
        Nothing happened this month
      </button>
      <dialog ref={dialog} aria-labelledby="zero-title">
        <h2 id="zero-title">
          No encounters in {name} in {monthInWords(month)}?
        </h2>
        <p>
          A zero report says that nothing happened: encounters and how they ended are filed as 0. It can be
          corrected later. Training and referrals are not touched by it.
        </p>
        <div className="bar">
          <button
            type="button"
            onClick={() => {
              dialog.current?.close();
              void onFile();
            }}
          >
            File a zero report
          </button>
          <button type="button" className="quiet" autoFocus onClick={() => dialog.current?.close()}>
            Go back
          </button>
        </div>
      </dialog>
    </>
  );
}
