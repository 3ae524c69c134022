-- A report must be of a county that the roster gives to its chapter in that month: else no figure could place it.
SELECT count(*)::int AS violations
FROM monthly_report report
WHERE NOT EXISTS (
  SELECT FROM chapter_membership membership
  WHERE membership.chapter_id = report.chapter_id AND membership.county_fips = report.county_fips
    AND membership.from_month <= report.month
    AND (membership.until_month IS NULL OR report.month < membership.until_month));
