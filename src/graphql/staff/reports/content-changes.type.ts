// Where two contents of a report differ: what was said before beside what is said now.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import { isMeasureKey } from "../../../domain/catalog/catalog.js";
import type { ContentChange } from "../../../domain/reporting/content-change.js";
import { MeasureEnum } from "../../shared/catalog-enums.js";
import { listOf } from "../../shared/cost.js";

type SaidStatus = "COUNTED" | "NOT_COLLECTED" | "NOT_SAID";

const SaidStatusEnum: Readonly<Record<SaidStatus, SaidStatus>> = {
  COUNTED: "COUNTED",
  NOT_COLLECTED: "NOT_COLLECTED",
  NOT_SAID: "NOT_SAID",
};
registerEnumType(SaidStatusEnum, {
  name: "SaidStatus",
  description: "What was said of a measure.",
  valuesConfig: {
    COUNTED: { description: "A number; 0 is one." },
    NOT_COLLECTED: { description: "That the chapter does not collect it." },
    NOT_SAID: { description: "Nothing." },
  },
});

@ObjectType("SaidValue", {
  simpleResolvers: true,
  description: "What was said of a measure, which may be that it is not collected, or nothing.",
})
export class SaidValueType {
  @Field(() => Int, { nullable: true, description: "The count; null unless it was counted." })
  value!: number | null;

  @Field(() => SaidStatusEnum, { description: "Why there is a count, or none." })
  status!: SaidStatus;
}

@ObjectType("ValueChange", {
  simpleResolvers: true,
  description: "A measure of which another thing is said.",
})
export class ValueChangeType {
  @Field(() => MeasureEnum, { description: "The measure." })
  measure!: MeasureKey;

  @Field(() => SaidValueType, { description: "What was said before." })
  before!: SaidValueType;

  @Field(() => SaidValueType, { description: "What is said now." })
  after!: SaidValueType;
}

@ObjectType("TextChange", { simpleResolvers: true, description: "A text that differs." })
export class TextChangeType {
  @Field(() => String, { nullable: true, description: "As it was; null: there was none." })
  before!: string | null;

  @Field(() => String, { nullable: true, description: "As it is now; null: there is none." })
  after!: string | null;
}

@ObjectType("MarkChange", { simpleResolvers: true, description: "A mark that was set or taken away." })
export class MarkChangeType {
  @Field(() => Boolean, { description: "Whether it was set." })
  before!: boolean;

  @Field(() => Boolean, { description: "Whether it is set now." })
  after!: boolean;
}

@ObjectType("ContentChanges", {
  simpleResolvers: true,
  description: "Everything on which two contents of a report differ.",
})
export class ContentChangesType {
  constructor(private readonly changes: readonly ContentChange[]) {}

  @Field(() => [ValueChangeType], { complexity: listOf(50), description: "Measures that differ." })
  get values(): readonly ValueChangeType[] {
    return this.changes.flatMap(({ what, before, after }) =>
      isMeasureKey(what) ? [{ measure: what, before: saidValue(before), after: saidValue(after) }] : [],
    );
  }

  @Field(() => TextChangeType, { nullable: true, description: "The comment; null: it is the same." })
  get comment(): TextChangeType | null {
    const change = this.changes.find(({ what }) => what === "comment");
    return change === undefined ? null : { before: asText(change.before), after: asText(change.after) };
  }

  @Field(() => MarkChangeType, {
    nullable: true,
    description: "Whether it covers only part of the month; null: it is the same.",
  })
  get partial(): MarkChangeType | null {
    return this.markChange("isPartial");
  }

  @Field(() => MarkChangeType, {
    nullable: true,
    description: "Whether it is filed to say that nothing happened; null: it is the same.",
  })
  get zeroReport(): MarkChangeType | null {
    return this.markChange("isZeroReport");
  }

  private markChange(mark: "isPartial" | "isZeroReport"): MarkChangeType | null {
    const change = this.changes.find(({ what }) => what === mark);
    return change === undefined ? null : { before: change.before === true, after: change.after === true };
  }
}

function saidValue(value: ContentChange["before"]): SaidValueType {
  if (typeof value === "number") return { value, status: "COUNTED" };
  return { value: null, status: value === null ? "NOT_COLLECTED" : "NOT_SAID" };
}

function asText(value: ContentChange["before"]): string | null {
  return typeof value === "string" ? value : null;
}
