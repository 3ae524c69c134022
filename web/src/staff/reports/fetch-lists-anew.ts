// What was filed must be seen wherever one goes next.

import type { QueryClient } from "@tanstack/react-query";

/** After a report was filed: the list of duties, the grid of months, and what stands beside other months. */
export function fetchListsAnew(queries: QueryClient): void {
  for (const name of ["duties", "reports", "beside"]) void queries.invalidateQueries({ queryKey: [name] });
}
