// A rate standardised to the state's mix of call sources, and what it is worked out from.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { CALL_SOURCES, type CallSource } from "../../domain/encounters/encounter.js";
import type { StandardizationAbsence } from "../../domain/statistics/standardization-absence.js";
import type { Strata } from "../../domain/statistics/strata.js";

const CallSourceEnum: Readonly<Record<CallSource, CallSource>> = {
  EMERGENCY_CALL: "EMERGENCY_CALL",
  OTHER_CALL: "OTHER_CALL",
  ON_VIEW: "ON_VIEW",
  ALARM: "ALARM",
};
registerEnumType(CallSourceEnum, {
  name: "CallSource",
  description: "How the police came to know of an encounter.",
  valuesConfig: {
    EMERGENCY_CALL: { description: "Somebody called the emergency number." },
    OTHER_CALL: { description: "Somebody called another number of the police." },
    ON_VIEW: { description: "An officer came upon it." },
    ALARM: { description: "An alarm went off." },
  },
});

export const StandardizationAbsenceEnum: Readonly<Record<StandardizationAbsence, StandardizationAbsence>> = {
  NO_ENCOUNTERS: "NO_ENCOUNTERS",
  NO_DENOMINATOR: "NO_DENOMINATOR",
  STRATUM_NOT_RECORDED: "STRATUM_NOT_RECORDED",
  STRATUM_WITHOUT_REFERENCE: "STRATUM_WITHOUT_REFERENCE",
  CONTRADICTION: "CONTRADICTION",
  TOO_FEW_EVENTS: "TOO_FEW_EVENTS",
};
registerEnumType(StandardizationAbsenceEnum, {
  name: "StandardizationAbsence",
  description: "Why an area has no standardised rate.",
  valuesConfig: {
    NO_ENCOUNTERS: {
      description:
        "Only monthly reports are on file, and they do not tell how the police came to know. It says nothing about the area.",
    },
    NO_DENOMINATOR: { description: "None of the encounters on file is of the kind that the rate is taken of." },
    STRATUM_NOT_RECORDED: { description: "The source of the encounters does not record the call source." },
    STRATUM_WITHOUT_REFERENCE: { description: "The state has no rate for a call source that the area has." },
    CONTRADICTION: { description: "The encounters contradict themselves: a part is larger than its whole." },
    TOO_FEW_EVENTS: { description: "So few events were to be expected that a ratio would say next to nothing." },
  },
}); // prettier-ignore

@ObjectType("CallSourceCount", {
  simpleResolvers: true,
  description: "What the rate counts in the encounters of one call source.",
})
export class CallSourceCountType {
  @Field(() => CallSourceEnum, { nullable: true, description: "The call source; null: it was not recorded." })
  callSource!: CallSource | null;

  @Field(() => Int, { description: "Numerator of the rate, such as diversions." })
  numerator!: number;

  @Field(() => Int, { description: "Denominator of the rate, such as diversions and bookings together." })
  denominator!: number;
}

/** Length of {@link callSourceCounts}. */
export const CALL_SOURCE_COUNTS = CALL_SOURCES.length + 1;

/** Every call source, and last what has none. */
export function callSourceCounts({ known, unknown }: Strata<CallSource>): readonly CallSourceCountType[] {
  return [
    ...CALL_SOURCES.map((callSource) => ({
      callSource,
      ...(known.get(callSource) ?? { numerator: 0, denominator: 0 }),
    })),
    { callSource: null, ...unknown },
  ];
}
