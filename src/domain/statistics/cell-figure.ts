// The figures of a cell. What only some readers ask for, such as its note in words, is worked out when it is asked for.

import type { MetricDefinition } from "../catalog/metric.js";
import type { Coverage } from "./coverage.js";
import { toDecimal, type Decimal } from "./decimal.js";
import { reliabilityOf, type Count, type FigureBasis, type FigureStatus, type Rate } from "./figure.js";
import { poissonInterval, wilsonInterval, type Interval } from "./interval.js";

/** What every figure of a cell has. */
export interface CellFigureParts {
  readonly basis: FigureBasis;
  readonly status: FigureStatus;
  readonly coverage: Coverage;
  readonly writeNote: () => string | null;
}

class CellFigure {
  readonly basis: FigureBasis;
  readonly status: FigureStatus;
  readonly coverage: Coverage;
  private readonly writeNote: () => string | null;

  constructor({ basis, status, coverage, writeNote }: CellFigureParts) {
    this.basis = basis;
    this.status = status;
    this.coverage = coverage;
    this.writeNote = writeNote;
  }

  get note(): string | null {
    return this.writeNote();
  }
}

export class CellCount extends CellFigure implements Count {
  constructor(
    parts: CellFigureParts,
    readonly value: number | null,
    private readonly range: { readonly lower: number; readonly upper: number | null } | null = null,
  ) {
    super(parts);
  }

  get lower(): number | null {
    return this.range?.lower ?? null;
  }

  get upper(): number | null {
    return this.range?.upper ?? null;
  }
}

/** A rate of which there is none to say. */
export class CellRateWithoutValue extends CellFigure implements Rate {
  readonly value = null;
  readonly numerator = null;
  readonly denominator = null;
  readonly vintage = null;
  readonly interval = null;
  readonly reliability = "NOT_ASSESSED";

  constructor(
    parts: CellFigureParts,
    readonly definition: MetricDefinition,
  ) {
    super(parts);
  }

  get per(): number {
    return this.definition.per;
  }
}

export class CellRate extends CellFigure implements Rate {
  /** @param denominator more than 0 */
  constructor(
    parts: CellFigureParts,
    readonly definition: MetricDefinition,
    readonly numerator: number,
    readonly denominator: number,
    readonly vintage: string | null,
  ) {
    super(parts);
  }

  get value(): Decimal {
    return toDecimal((this.numerator * this.per) / this.denominator);
  }

  get per(): number {
    return this.definition.per;
  }

  get interval(): Interval {
    return this.definition.kind === "PROPORTION"
      ? wilsonInterval(this.numerator, this.denominator)
      : poissonInterval(this.numerator, this.per / this.denominator);
  }

  get reliability(): Rate["reliability"] {
    return reliabilityOf(this.definition.kind, this.numerator, this.denominator);
  }
}
