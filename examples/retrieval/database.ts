// A connection: to Postgres at DATABASE_URL, which Heroku sets, or without it to PGlite, a Postgres in this process.
import pg from 'pg';

/** What `pg` and PGlite have in common. */
export type Database = {
  query<Row>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
  close(): Promise<void>;
};

export async function openDatabase(): Promise<Database> {
  const { DATABASE_URL, DYNO } = process.env;
  if (DATABASE_URL) return connect(DATABASE_URL);
  if (DYNO)
    throw new Error(
      'DATABASE_URL is not set. Add a database: heroku addons:create heroku-postgresql:essential-0',
    );
  // The import stands here, since PGlite is a development dependency, which a dyno does not have.
  const { openEmbedded } = await import('./embedded.ts');
  return openEmbedded('database');
}

/** Throws an error with the cause unless the database answers. */
async function connect(connectionString: string): Promise<Database> {
  if (!URL.canParse(connectionString))
    throw new Error('DATABASE_URL is no address such as postgres://user:password@host:5432/name.');
  const { hostname, host } = new URL(connectionString);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const pool = new pg.Pool({
    connectionString,
    // Heroku Postgres wants TLS, and its certificates are self-signed. `?sslmode=` in the address takes the place of this.
    ssl: isLocal ? false : { rejectUnauthorized: false },
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection may be lost: the pool makes a new one.
  pool.on('error', (error) => console.error(`A connection was lost: ${error.message}`));
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw new Error(`No connection to ${host}, where DATABASE_URL leads: ${toReason(error)}`, {
      cause: error,
    });
  }
  return {
    query: <Row>(sql: string, values?: unknown[]) =>
      pool.query<Row & pg.QueryResultRow>(sql, values),
    close: () => pool.end(),
  };
}

/** Where a name has several addresses, Node gives an error without a message for all of them. */
function toReason(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  return message || String(code);
}
