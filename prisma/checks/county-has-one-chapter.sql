-- No county may belong to two chapters in the same month.
SELECT count(*)::int AS violations
FROM chapter_membership one
JOIN chapter_membership other
  ON other.county_fips = one.county_fips
 AND (other.chapter_id, other.from_month) > (one.chapter_id, one.from_month)
 AND (one.until_month IS NULL OR other.from_month < one.until_month)
 AND (other.until_month IS NULL OR one.from_month < other.until_month);
