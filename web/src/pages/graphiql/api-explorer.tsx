// The API explorer: GraphiQL with our examples, our words and our rules about what may be kept.
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { GraphiQL } from "graphiql";
import { useEffect, useRef } from "react";
import { anyTokenTemplate, exampleTabs } from "./examples";
import { fetchAnswer } from "./fetch-answer";
import { keptInBrowser } from "./kept-in-browser";
import { tokenIn } from "./token";

export function ApiExplorer() {
  return (
    <GraphiQL
      fetcher={fetchAnswer}
      storage={keptInBrowser}
      shouldPersistHeaders={false}
      defaultTabs={exampleTabs}
      defaultHeaders={anyTokenTemplate}
      defaultEditorToolsVisibility="headers"
      defaultTheme="light"
      forcedTheme="light"
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <h1>Intercept One — API explorer</h1>
      </GraphiQL.Logo>
      <ReadableEditors />
      <SchemaOfToken />
    </GraphiQL>
  );
}

/** Long lines wrap: half of the examples' sentences would otherwise be out of sight. */
function ReadableEditors() {
  const editors = useGraphiQL(({ queryEditor, variableEditor, headerEditor, responseEditor }) => [
    queryEditor,
    variableEditor,
    headerEditor,
    responseEditor,
  ]);
  useEffect(() => {
    for (const editor of editors) editor?.updateOptions({ fontSize: 13, wordWrap: "on" });
  }, [editors]);
  return null;
}

/**
 * Fetches the schema again when the token of the tab in front changes: without a token the server shows the public
 * schema, with one the staff schema. GraphiQL itself fetches it once, when the page opens.
 */
function SchemaOfToken() {
  const token = useGraphiQL((state) => tokenIn(state.tabs[state.activeTabIndex]?.headers ?? ""));
  const actions = useGraphiQLActions();
  const shown = useRef(token);
  useEffect(() => {
    if (shown.current === token) return;
    shown.current = token;
    void actions.introspect();
  }, [token, actions]);
  return null;
}
