// What stands in place of a page that the server does not show: why, and a way on.

import { Link } from "wouter";
import type { Problem } from "../ask.js";
import { Problems } from "./problems.js";

export function RefusedPage({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <>
      <h1>This cannot be shown</h1>
      <Problems problems={problems} />
      <p>
        <Link href="/">To the beginning</Link>
      </p>
    </>
  );
}
