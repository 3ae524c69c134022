-- A grant's chapter, or its county, must lie in the grant's state.
SELECT count(*)::int AS violations
FROM role_grant
LEFT JOIN chapter ON chapter.id = role_grant.chapter_id
LEFT JOIN county ON county.fips = role_grant.county_fips
WHERE chapter.state_code <> role_grant.state_code OR county.state_code <> role_grant.state_code;
