// A release: numbered, citable, and the same for ever.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { DisclosurePolicy } from "../../../domain/disclosure/policy.js";
import type { StateCode } from "../../../domain/geography.js";
import { citationOf } from "../../../domain/release/citation.js";
import {
  releaseNumber,
  type ReleaseHead,
  type ReleaseKind,
  type Withdrawal,
} from "../../../domain/release/published-release.js";
import type { ReportingMonth } from "../../../domain/reporting-month.js";
import { connectionTypes } from "../../shared/connection.js";
import { DateTimeScalar, StateCodeScalar, YearMonthScalar } from "../../shared/scalars.js";

export const ReleaseKindEnum: Readonly<Record<ReleaseKind, ReleaseKind>> = {
  REGULAR: "REGULAR",
  RESTATEMENT: "RESTATEMENT",
};
registerEnumType(ReleaseKindEnum, {
  name: "ReleaseKind",
  description: "What a release adds to those before.",
  valuesConfig: {
    REGULAR: {
      description: "Months that were never published, and the quarters and years that they complete.",
    },
    RESTATEMENT: { description: "A year once more, with the late corrections that can be told safely." },
  },
});

@ObjectType("DisclosurePolicy", {
  simpleResolvers: true,
  description: "By which rule figures are withheld so that nobody can be recognised.",
})
export class DisclosurePolicyType {
  constructor(private readonly policy: DisclosurePolicy) {}

  @Field(() => String, { description: "Name of the rule." })
  get id(): string {
    return this.policy.id;
  }

  @Field(() => Int, { description: "Rises with every change of the rule." })
  get version(): number {
    return this.policy.version;
  }

  @Field(() => Int, { description: "Counts of persons from 1 to this are withheld. Zeros are shown." })
  get threshold(): number {
    return this.policy.threshold;
  }

  @Field(() => String, { description: "The rule in plain words, to print." })
  get explanation(): string {
    const { threshold } = this.policy;
    return `We withhold numbers from 1 to ${String(threshold)}, and a few others that would give them away by subtraction. Before each release a program tries to work every withheld number out from everything we ever published; it must fail.`;
  }
}

@ObjectType("Withdrawal", { simpleResolvers: true, description: "Why a release is not shown any more." })
export class WithdrawalType implements Withdrawal {
  @Field(() => DateTimeScalar, { description: "Since when." })
  at!: Date;

  @Field(() => String, { description: "What is wrong with it." })
  reason!: string;
}

@ObjectType("Release", {
  simpleResolvers: true,
  description: "Published figures of a state. What a release says never changes; it can only be withdrawn.",
})
export class ReleaseType {
  constructor(
    readonly head: ReleaseHead,
    private readonly site: string,
  ) {}

  @Field(() => String, { description: 'How it is named, such as "MO-3": the state and a number.' })
  get number(): string {
    return releaseNumber(this.head);
  }

  @Field(() => StateCodeScalar, { description: "The state." })
  get state(): StateCode {
    return this.head.stateCode;
  }

  @Field(() => ReleaseKindEnum, { description: "What it adds to those before." })
  get kind(): ReleaseKind {
    return this.head.kind;
  }

  @Field(() => DateTimeScalar, { description: "When it went out." })
  get publishedAt(): Date {
    return this.head.publishedAt;
  }

  @Field(() => DateTimeScalar, {
    description: "Reports that were accepted by then are in it. What came later waits for a restatement.",
  })
  get dataAsOf(): Date {
    return this.head.asOf;
  }

  @Field(() => YearMonthScalar, { description: "First month that it shows." })
  get from(): ReportingMonth {
    return this.head.from;
  }

  @Field(() => YearMonthScalar, { description: "First month that it does not show any more." })
  get until(): ReportingMonth {
    return this.head.until;
  }

  @Field(() => String, {
    description:
      "SHA-256 over the years that it adds to, as it shows them: whoever has the same figures has the same hash.",
  })
  get contentSha256(): string {
    return this.head.contentSha256;
  }

  @Field(() => DisclosurePolicyType, { description: "By which rule figures are withheld." })
  get policy(): DisclosurePolicyType {
    return new DisclosurePolicyType(this.head.policy);
  }

  @Field(() => String, { description: "How to cite it." })
  get citation(): string {
    return citationOf(this.head, this.site);
  }

  @Field(() => Boolean, {
    description: "It holds demonstration data: invented, about no real place or person.",
  })
  get demonstration(): boolean {
    return this.head.isDemonstration;
  }

  @Field(() => WithdrawalType, {
    nullable: true,
    description: "Why it is not shown any more; null while it stands.",
  })
  get withdrawal(): Withdrawal | null {
    return this.head.withdrawal;
  }
}

export const ReleaseConnectionType = connectionTypes("Release", "releases", () => ReleaseType);
