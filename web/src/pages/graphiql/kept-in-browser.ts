// What the explorer keeps in the browser: never a header, so never a token. The history plugin would keep them even
// with shouldPersistHeaders off, which is why everything it writes passes through here.
import type { GraphiQLProps } from "graphiql";

const PREFIX = "graphiql:";

/** Tabs live as long as the browser tab, so that a later visit meets the examples of the day. */
const keptForTheVisit = new Set(["tabState", "query", "variables"].map((key) => PREFIX + key));

/** JSON texts of GraphiQL in which headers may occur. */
const mayHoldHeaders = new Set(["tabState", "queries", "favorites"].map((key) => PREFIX + key));

export const keptInBrowser: NonNullable<GraphiQLProps["storage"]> = {
  getItem: (key) => placeOf(key).getItem(key),
  setItem(key, value) {
    if (key === `${PREFIX}headers`) return;
    placeOf(key).setItem(key, mayHoldHeaders.has(key) ? withoutHeaders(value) : value);
  },
  removeItem(key) {
    placeOf(key).removeItem(key);
  },
  clear() {
    for (const place of [localStorage, sessionStorage]) {
      for (const key of keysIn(place)) place.removeItem(key);
    }
  },
  get length() {
    return keysIn(localStorage).length + keysIn(sessionStorage).length;
  },
};

function placeOf(key: string): Storage {
  return keptForTheVisit.has(key) ? sessionStorage : localStorage;
}

function keysIn(place: Storage): string[] {
  return Object.keys(place).filter((key) => key.startsWith(PREFIX));
}

function withoutHeaders(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, value: unknown) => (key === "headers" ? null : value));
}
