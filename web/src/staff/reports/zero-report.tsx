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
      label="Nothing happened this month"
      isQuiet
      isDisabled={isBusy}
      question={`No encounters in ${name} in ${monthInWords(month)}?`}
      yes="File a zero report"
      onYes={() => void onFile()}
    >
      A zero report says that nothing happened: encounters and how they ended are filed as 0. It can be
      corrected later. Training and referrals are not touched by it.
    </Confirmed>
  );
}
