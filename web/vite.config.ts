// Builds what browsers load: web/<page>/index.html becomes dist/web/<page>/index.html, everything a page loads goes under
// /assets, and a manifest names the style and the script of the public pages, which the server renders itself. Nothing is
// fetched from another host.
import { join } from "node:path";
import { defineConfig } from "vite";

const pages = ["graphiql", "accept-invitation", "staff"];

export default defineConfig({
  build: {
    outDir: "../dist/web",
    manifest: "manifest.json",
    emptyOutDir: true,
    target: "es2022",
    // A file stays a file: a data: address would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    // GraphiQL with its editor is one big chunk by nature, loaded by its own page only.
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(pages.map((page) => [page, join(import.meta.dirname, page, "index.html")])),
        public: join(import.meta.dirname, "src/pages/public/main.ts"),
      },
      onLog(level, log, report) {
        // Hundreds of "use client" lines in GraphiQL's dependencies, which mean nothing in a browser bundle.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
    },
  },
  // The example operations live outside this folder.
  server: { fs: { allow: [join(import.meta.dirname, "..")] } },
  worker: { format: "es" },
});
