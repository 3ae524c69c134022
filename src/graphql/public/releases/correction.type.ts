// A figure that a release has changed.

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { MeasureKey } from "../../../domain/catalog/measures.js";
import { parseCellId } from "../../../domain/disclosure/lattice-cell.js";
import type { PlaceLevel } from "../../../domain/disclosure/policy.js";
import {
  correctionSentence,
  type PublishedCorrection,
  type ShownFigure,
} from "../../../domain/release/correction.js";
import { placeNamed } from "../../../domain/release/spots.js";
import { FigureStatusEnum } from "../../figures/figure.type.js";
import { MeasureEnum } from "../../shared/catalog-enums.js";
import { connectionTypes } from "../../shared/connection.js";
import { DateTimeScalar } from "../../shared/scalars.js";

const PlaceLevelEnum: Readonly<Record<PlaceLevel, PlaceLevel>> = {
  STATE: "STATE",
  REGION: "REGION",
  CHAPTER: "CHAPTER",
  COUNTY: "COUNTY",
};
registerEnumType(PlaceLevelEnum, {
  name: "PlaceLevel",
  description: "What a published figure is of.",
  valuesConfig: {
    STATE: { description: "A whole state." },
    REGION: { description: "A region." },
    CHAPTER: { description: "A chapter." },
    COUNTY: { description: "A county." },
  },
});

@ObjectType("ShownFigure", {
  simpleResolvers: true,
  description: "A figure as the public saw it, or sees it.",
})
class ShownFigureType implements ShownFigure {
  @Field(() => FigureStatusEnum, { description: "What stands behind the value, or behind its absence." })
  status!: ShownFigure["status"];

  @Field(() => Int, { nullable: true, description: "How many; null for everything that is not reported." })
  value!: number | null;
}

@ObjectType("Correction", {
  simpleResolvers: true,
  description:
    "A published figure that a restatement has changed. Only changes of more than ten are told of what is about persons: a smaller one would say as much of somebody as a small count does.",
})
export class CorrectionType {
  constructor(readonly correction: PublishedCorrection) {}

  @Field(() => String, { description: 'The release that made it, such as "MO-5".' })
  get release(): string {
    return this.correction.release;
  }

  @Field(() => DateTimeScalar, { description: "Since when." })
  get publishedAt(): Date {
    return this.correction.publishedAt;
  }

  @Field(() => PlaceLevelEnum, { description: "What kind of place it is of." })
  get level(): PlaceLevel {
    return placeNamed(this.spot[0]).level;
  }

  @Field(() => String, {
    description:
      "Postal code of the state, name of the region, slug of the chapter, or FIPS code of the county.",
  })
  get code(): string {
    return placeNamed(this.spot[0]).code;
  }

  @Field(() => String, { description: "What people call the place." })
  get placeName(): string {
    return this.correction.placeName;
  }

  @Field(() => String, { description: 'Calendar month, quarter or year: "2025-03", "2025-Q1" or "2025".' })
  get period(): string {
    return this.spot[1];
  }

  @Field(() => MeasureEnum, { description: "What is counted." })
  get measure(): MeasureKey {
    return parseCellId(this.correction.id).measure;
  }

  @Field(() => ShownFigureType, { description: "As it was published before." })
  get before(): ShownFigure {
    return this.correction.before;
  }

  @Field(() => ShownFigureType, { description: "As it has been published since." })
  get after(): ShownFigure {
    return this.correction.after;
  }

  @Field(() => String, { description: "All of it in one sentence, to print." })
  get sentence(): string {
    return correctionSentence(this.correction);
  }

  private get spot(): readonly [place: string, period: string] {
    const [place = "", period = ""] = parseCellId(this.correction.id).spot.split("|");
    return [place, period];
  }
}

export const CorrectionConnectionType = connectionTypes("Correction", "corrections", () => CorrectionType);
