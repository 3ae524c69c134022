// What the words beside a figure mean, said the same wherever a reader meets them: in the schema and in data dictionaries.

import { frozen } from "../frozen.js";
import type { FigureStatus, Reliability } from "./figure.js";

export const STATUS_MEANINGS: Readonly<Record<FigureStatus, string>> = frozen({
  REPORTED: "The value was reported. Coverage says how completely.",
  REPORTED_ZERO:
    "There were none: every expected report is in, whole, and says so. A 0 that rests on less is REPORTED.",
  NOT_REPORTED: "A report was expected and has not been accepted. Nothing is known: this is not zero.",
  NOT_COLLECTED: "The reports are there, but they do not collect this. Nothing is known: this is not zero.",
  NOT_EXPECTED: "No report was expected: no chapter, not yet reporting, or the month is not over.",
  WITHHELD:
    "Known and not shown, in releases only: it could identify a person, or would give such a number away, or is not published so finely. The count says between which numbers it lies.",
  NOT_APPLICABLE: "The rate has no meaning here, such as a share of no encounters; the note says why.",
});

export const RELIABILITY_MEANINGS: Readonly<Record<Reliability, string>> = frozen({
  RELIABLE: "20 events or more; of a share, also 20 or more of the rest.",
  USE_WITH_CAUTION: "10 to 19 events or, of a share, 10 to 19 of the rest: chance moves it a lot.",
  UNRELIABLE:
    "Fewer than 10 events or, of a share, fewer than 10 of the rest: read the interval, not the value. So is a rate of fewer than 10.",
  NOT_ASSESSED: "There is no value.",
});
