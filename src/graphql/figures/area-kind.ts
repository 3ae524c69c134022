// What the areas of an answer are.

import { registerEnumType } from "type-graphql";
import type { Split } from "../../domain/statistics/area.js";

export const AreaKindEnum: Readonly<Record<Split, Split>> = {
  REGION: "REGION",
  CHAPTER: "CHAPTER",
  COUNTY: "COUNTY",
};
registerEnumType(AreaKindEnum, {
  name: "AreaKind",
  description: "What areas are.",
  valuesConfig: {
    REGION: { description: "Regions." },
    CHAPTER: { description: "Chapters." },
    COUNTY: { description: "Counties." },
  },
});
