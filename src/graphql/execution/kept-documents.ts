// Documents that were parsed and found valid, kept so that the next request with the same text need not do it again.

import type { DocumentStore } from "@apollo/server";
import { Kind, OperationTypeNode, type DocumentNode } from "graphql";

/**
 * Together they fill at most about 100 MB, whatever strangers send: a character of a query makes up to 250 bytes of syntax
 * tree, and a document up to 1,000 planned fields of 400 bytes. That is room for all the pages of a site, and some.
 */
const MOST_DOCUMENTS = 100;
const MOST_CHARACTERS = 200_000;

/** The longest kept: nobody drives out all others with a few. */
const LONGEST = 20_000;

/** Those that were asked for last are kept; none that changes something, since its text may hold a secret. */
export function keptDocuments(): DocumentStore {
  const kept = new Map<string, DocumentNode>();
  let characters = 0;
  const forget = (key: string) => {
    characters -= lengthOf(kept.get(key));
    return kept.delete(key);
  };
  return {
    get(key) {
      const document = kept.get(key);
      if (document !== undefined) {
        // The last in the map is the one asked for last.
        kept.delete(key);
        kept.set(key, document);
      }
      return Promise.resolve(document);
    },
    set(key, document) {
      forget(key);
      if (lengthOf(document) <= LONGEST && isQuery(document)) {
        kept.set(key, document);
        characters += lengthOf(document);
      }
      for (const [oldest] of kept) {
        if (kept.size <= MOST_DOCUMENTS && characters <= MOST_CHARACTERS) break;
        forget(oldest);
      }
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(forget(key)),
  };
}

function isQuery({ definitions }: DocumentNode): boolean {
  return definitions.every(
    (one) => one.kind !== Kind.OPERATION_DEFINITION || one.operation === OperationTypeNode.QUERY,
  );
}

function lengthOf(document: DocumentNode | undefined): number {
  return document?.loc?.source.body.length ?? 0;
}
