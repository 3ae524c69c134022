// One way to the API for all pages of the staff: typed documents, in the session that the browser holds.

import type { TypedDocumentString } from "../generated/graphql.js";

export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data } = (await response.json()) as { readonly data: Data };
  return data;
}
