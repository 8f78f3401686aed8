import { ClickHouseFailure, createClickHouse } from "@shunt/clickhouse";

const timeoutMs = 3_500;

/** Sends a statement to ClickHouse. Returns a sentence if that fails, without the password. */
export async function findClickHouseObstacle(url: string): Promise<string | undefined> {
  const { host } = new URL(url);
  // The migration creates a missing database.
  const server = Object.assign(new URL(url), { pathname: "/" }).href;
  const clickHouse = createClickHouse({ url: server, applicationName: "shunt-start-check", timeoutMs });
  try {
    await clickHouse.query("SELECT 1");
    return undefined;
  } catch (err) {
    const reason = err instanceof ClickHouseFailure ? err.reason : (err as Error).message;
    if (err instanceof ClickHouseFailure && err.fault === "away")
      return `CLICKHOUSE_URL: ClickHouse at ${host} does not answer (${reason}). Start it or correct the URL.`;
    return `CLICKHOUSE_URL: ClickHouse at ${host} answers with an error (${reason}). Correct the URL.`;
  } finally {
    await clickHouse.close();
  }
}
