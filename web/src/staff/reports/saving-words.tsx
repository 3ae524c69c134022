// Where what was typed is now: on the server, on the way, or on this computer alone.

import { timeInWords } from "../words.js";
import type { Saving } from "./use-draft.js";

export function SavingWords({ saving, canSave }: { readonly saving: Saving; readonly canSave: boolean }) {
  return (
    <p className={`saving ${saving.kind.toLowerCase().replaceAll("_", "-")}`} role="status">
      {wordsFor(saving, canSave)}
    </p>
  );
}

function wordsFor(saving: Saving, canSave: boolean): string {
  switch (saving.kind) {
    case "UNTOUCHED":
      return canSave
        ? "Your draft is saved as you type."
        : "Changes are kept on this computer until you submit.";
    case "PENDING":
    case "SAVING":
      return "Saving …";
    case "SAVED":
      return `Draft saved at ${timeInWords(saving.at)}.`;
    case "KEPT_HERE":
      return "Kept on this computer, not yet sent.";
    case "WAITING_FOR_CONNECTION":
      return "No connection: kept on this computer, not yet sent. It is tried again by itself.";
    case "REFUSED":
      return `Not saved: ${saving.problems.map(({ message, fix }) => `${message} ${fix}`).join(" ")}`;
  }
}
