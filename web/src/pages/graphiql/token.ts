// The token in the headers editor: the text a person replaces, and whether it has been replaced.

/** Headers as GraphiQL's editor holds them: JSON, in which comments are allowed. */
export function tokenTemplate(placeholder: string, comment: string): string {
  return `{\n  // ${comment}\n  "Authorization": "Bearer ${placeholder}"\n}\n`;
}

export function isPlaceholder(authorization: string): boolean {
  return authorization.includes("PASTE-");
}

/** What the headers text would authorise with; null when there is nothing yet or still the placeholder. */
export function tokenIn(headersText: string): string | null {
  const authorization = /"authorization"\s*:\s*"([^"]*)"/i.exec(headersText)?.[1] ?? "";
  return authorization === "" || isPlaceholder(authorization) ? null : authorization;
}
