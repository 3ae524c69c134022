import { describe, expect, it } from "@jest/globals";
import type { ReportingMonth } from "../reporting-month.js";
import { seasonNotice, type AskedSide } from "./like-with-like.js";

function side(from: string, until: string): AskedSide {
  const range = { from: from as ReportingMonth, until: until as ReportingMonth };
  return { grid: { series: [] } as never, series: [], range, runningMonth: range.until };
}

describe("two sides of a comparison", () => {
  it.each([
    ["2025-07", "2026-07", "2024-07", "2025-01"],
    ["2025-01", "2025-04", "2025-04", "2025-07"],
    ["2025-01", "2026-02", "2024-01", "2025-01"],
  ])("cover different months of the year: %s to %s and %s to %s", (...[from, until, start, end]) => {
    expect(seasonNotice(side(from, until), side(start, end))).toMatch(/different months of the year/);
  });

  it.each([
    ["2025-01", "2026-01", "2024-01", "2025-01"],
    ["2025-07", "2026-07", "2023-01", "2025-01"],
    ["2026-01", "2026-04", "2025-01", "2025-04"],
  ])("cover the same: %s to %s and %s to %s", (...[from, until, start, end]) => {
    expect(seasonNotice(side(from, until), side(start, end))).toBeNull();
  });
});
