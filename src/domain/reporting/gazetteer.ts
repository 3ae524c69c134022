// What is known of a state's places: to check the names in a request, and to say what they are.

import type { County, State } from "../geography.js";
import type { Chapter } from "./chapter.js";

export interface Gazetteer {
  /** Null: there is no such state. */
  readonly state: State | null;
  /** Counties of the state, and any other county that was named. */
  readonly counties: readonly County[];
  /** Chapters of the state. */
  readonly chapters: readonly Chapter[];
}
