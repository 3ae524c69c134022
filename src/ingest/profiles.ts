// Every source profile, by name.

import { seattleProfile } from "./profiles/seattle.js";
import type { SourceProfile } from "./source-profile.js";

export const PROFILES: ReadonlyMap<string, SourceProfile> = new Map(
  [seattleProfile].map((profile) => [profile.name, profile]),
);
