// What the staff sees, by address.

import { useEffect, useState } from "react";
import { SignedInDocument, type SignedInQuery } from "../generated/graphql.js";
import { ask } from "./ask.js";

export function StaffPages() {
  const [answer, setAnswer] = useState<SignedInQuery>();
  useEffect(() => {
    void ask(SignedInDocument, {}).then(setAnswer);
  }, []);
  return <main>{answer?.viewer.displayName}</main>;
}
