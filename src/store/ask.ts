// Statements whose plans PostgreSQL keeps on each connection: for what is asked again and again, finding a plan takes longer
// than following it, and Prisma takes longer than both.

import type pg from "pg";
import type { Client } from "./database.js";
import type { Prisma } from "./generated/client.js";

/** @param name of the statement, the same for the same text and for no other */
export type Ask = <Row extends object>(name: string, statement: Prisma.Sql) => Promise<readonly Row[]>;

export function asking(connection: pg.Pool | pg.PoolClient): Ask {
  return async <Row extends object>(name: string, { text, values }: Prisma.Sql) => {
    const { rows } = await connection.query<Row>({ name, text, values });
    return rows;
  };
}

/** Inside a transaction of Prisma's, where no plan is kept. */
export function askingWithin(client: Client): Ask {
  return (_name, statement) => client.$queryRaw(statement);
}
