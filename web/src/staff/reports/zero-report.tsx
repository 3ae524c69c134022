// A month in which nothing happened is filed on purpose: one click, and one to confirm what it says.

import { Confirmed } from "../parts/confirmed.js";
import { monthInWords } from "../words.js";

export interface ZeroReportProps {
  readonly name: string;
  readonly month: string;
  readonly isBusy: boolean;
  readonly onFile: () => Promise<void>;
}

export function ZeroReport({ name, month, isBusy, onFile }: ZeroReportProps) {
  return (
    <Confirmed
      label="File a zero report (no encounters this month)"
      isQuiet
      isDisabled={isBusy}
      question={`No encounters in ${name} in ${monthInWords(month)}?`}
      yes="File a zero report"
      onYes={() => void onFile()}
    >
      Encounters and their outcomes are filed as 0. You can correct the report later. Training and referrals
      stay as they are.
    </Confirmed>
  );
}
