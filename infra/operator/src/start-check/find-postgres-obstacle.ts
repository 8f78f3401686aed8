import { createPool } from "@shunt/db";

const timeoutMs = 4_000;

/** Connects to Postgres. Returns a sentence if that fails, without the password. */
export async function findPostgresObstacle(url: string): Promise<string | undefined> {
  const pool = createPool({
    url,
    max: 1,
    applicationName: "shunt-start-check",
    statementTimeoutMs: timeoutMs,
    connectTimeoutMs: timeoutMs,
  });
  try {
    await pool.query("select 1");
    return undefined;
  } catch (err) {
    return `DATABASE_URL: ${toSentence(err as ConnectionError, new URL(url))}`;
  } finally {
    await pool.end();
  }
}

type ConnectionError = Error & { code?: string; errors?: Error[] };

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function toSentence({ code, message, errors }: ConnectionError, url: URL): string {
  const database = decodeURIComponent(url.pathname.slice(1));
  if (code === "3D000") return `Postgres at ${url.host} has no database ${database}. Create it or correct the URL.`;
  if (code?.startsWith("28"))
    return `Postgres at ${url.host} rejects the user or password (${message}). Correct the URL.`;
  return `Postgres at ${url.host} does not answer (${message || errors?.[0]?.message}). Start it or correct the URL.`;
}
