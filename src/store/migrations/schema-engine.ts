// Prisma's schema engine, run as WebAssembly inside this process: no binary to download, nothing to spawn.
// It decides what a migration is; this file only brings it to life and lets it go.

import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openEngineConnections } from "./engine-connections.js";

export type SchemaEngine = bindings.SchemaEngine;

/** A call to the engine that failed, with what the engine and PostgreSQL each said about it. */
export class SchemaEngineError extends Error {
  override readonly name = "SchemaEngineError";

  constructor(
    message: string,
    /** Prisma's error code such as "P3009"; undefined when the engine gave none. */
    readonly code: string | undefined,
    /** The error PostgreSQL answered with, if any. */
    override readonly cause: unknown,
  ) {
    super(message);
  }
}

/**
 * Runs `work` with an engine on the given database and closes everything the engine opened.
 * @throws SchemaEngineError for whatever the engine throws
 */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await loadEngine();
  const connections = openEngineConnections(databaseUrl);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(connections.factory);
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    throw asEngineError(error, connections.lastError());
  } finally {
    await connections.close();
  }
}

// Node has it, but its types come with those of the browser, which a server should not see.
declare const WebAssembly: {
  instantiate(
    code: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

let loading: Promise<void> | undefined;

function loadEngine(): Promise<void> {
  return (loading ??= instantiate());
}

// The package's own entry imports the .wasm file as a module, which Node does only behind a flag.
async function instantiate(): Promise<void> {
  const entry = import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const code = await readFile(fileURLToPath(entry.replace(/\.js$/, ".wasm")));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": patientImports() });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

// The engine never clears the timer with which it waits for its lock, and would keep the process alive ten seconds.
function patientImports(): Record<string, unknown> {
  const unreferenced = (callback: () => void, ms: number): NodeJS.Timeout => setTimeout(callback, ms).unref();
  return Object.fromEntries(
    Object.entries(bindings).map(([name, value]) => [
      name,
      name.startsWith("__wbg_setTimeout_") ? unreferenced : value,
    ]),
  );
}

function asEngineError(error: unknown, databaseError: unknown): SchemaEngineError {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  return new SchemaEngineError(withoutTrace(message), code, databaseError);
}

/** The engine appends where in its own source it failed, which helps nobody here. */
function withoutTrace(message: string): string {
  return message.split(/\n\s*0: /)[0]?.trim() ?? message;
}
