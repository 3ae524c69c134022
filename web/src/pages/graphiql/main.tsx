// Starts the API explorer page. The workers must be set up before GraphiQL is loaded.
import "graphiql/setup-workers/vite";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./page.css";
import { createRoot } from "react-dom/client";
import { ApiExplorer } from "./api-explorer";

const root = document.getElementById("root");
if (!root) throw new Error("graphiql/index.html has no element with the id root");
createRoot(root).render(<ApiExplorer />);
