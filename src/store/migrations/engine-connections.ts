// The database connections Prisma's schema engine works through: @prisma/adapter-pg 7.10 with its faults mended.
// Knows nothing of migrations. Each mend names its fault, so that an upgrade can be seen to make it unnecessary.

import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { randomUUID } from "node:crypto";
import type { Pool, QueryArrayConfig } from "pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** Connections for one engine. The engine leaves them open, so whoever opened them has to close them. */
export interface EngineConnections {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  /** The latest error PostgreSQL gave. The engine passes on only its first line. */
  lastError(): unknown;
  /** Closes all connections, which also releases the engine's lock, and drops the scratch databases. */
  close(): Promise<void>;
}

/** @param databaseUrl the database the engine works on; scratch databases are made on the same server */
export function openEngineConnections(databaseUrl: string): EngineConnections {
  const closingSteps: (() => Promise<unknown>)[] = [];
  let lastError: unknown;

  const connect = async (connectionString: string): Promise<Adapter> => {
    // One connection, never dropped for idleness: the session that holds the engine's lock must do the work.
    const adapter = await new PrismaPg({ connectionString, max: 1, idleTimeoutMillis: 0 }).connect();
    closingSteps.push(() => adapter.dispose());
    return mend(adapter, (error) => (lastError = error));
  };

  // The adapter's own version cannot drop the database again, because it is still connected to it.
  const connectToShadowDb = async (): Promise<Adapter> => {
    const server = await connect(databaseUrl);
    const name = `prisma_scratch_${randomUUID()}`;
    await server.executeScript(`CREATE DATABASE "${name}"`);
    closingSteps.push(() => server.executeScript(`DROP DATABASE "${name}"`));
    return connect(withDatabase(databaseUrl, name));
  };

  return {
    factory: {
      provider: "postgres",
      adapterName: "@prisma/adapter-pg",
      connect: () => connect(databaseUrl),
      connectToShadowDb,
    },
    lastError: () => lastError,
    close: async () => {
      // A connection that is already lost needs no closing, and must not hide the error that lost it.
      for (const step of closingSteps.splice(0).reverse()) await step().catch(() => {});
    },
  };
}

function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function mend(adapter: Adapter, onError: (error: unknown) => void): Adapter {
  const charColumns = disguiseCharColumns(adapter.underlyingDriver(), onError);
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (query: Parameters<typeof queryRaw>[0]) => {
      const result = await queryRaw(query);
      for (const column of charColumns.get(result.rows) ?? []) {
        result.columnTypes[column] = ColumnTypeEnum.Character;
      }
      return result;
    },
    // The adapter cuts a script at every semicolon, also inside strings, comments and function bodies. A query without
    // parameters goes to PostgreSQL as it is, which finds the statements itself and runs them as one transaction.
    executeScript: async (script: string) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    },
  });
}

const CHAR_TYPE = 18;
const TEXT_TYPE = 25;

/**
 * The adapter refuses columns of PostgreSQL's internal type "char", in which the catalog keeps what a foreign key does
 * on delete. They are shown to it as text; the positions are kept by result, because the engine insists on characters.
 */
function disguiseCharColumns(
  pool: Pool,
  onError: (error: unknown) => void,
): WeakMap<object, readonly number[]> {
  const charColumns = new WeakMap<object, readonly number[]>();
  const query = pool.query.bind(pool);
  const disguised = async (config: QueryArrayConfig): Promise<unknown> => {
    const result = await query(config).catch((error: unknown) => {
      onError(error);
      throw error;
    });
    // A script of several statements has an array of results, which nobody reads.
    if (Array.isArray(result)) return result;
    charColumns.set(
      result.rows,
      result.fields.flatMap((field, at) => (field.dataTypeID === CHAR_TYPE ? [at] : [])),
    );
    for (const field of result.fields) if (field.dataTypeID === CHAR_TYPE) field.dataTypeID = TEXT_TYPE;
    return result;
  };
  Object.assign(pool, { query: disguised });
  return charColumns;
}
