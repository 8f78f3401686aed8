import { assertClickHouseMigrated, createClickHouse, isClickHouseUnavailable } from "@shunt/clickhouse";
import { error, type Finding, ok } from "./finding.ts";

const name = "clickhouse";
const timeoutMs = 5_000;

export async function checkClickHouse(url: string): Promise<Finding> {
  const clickHouse = createClickHouse({ url, applicationName: "shunt-doctor", timeoutMs });
  try {
    const [found] = await clickHouse.query<{ version: string }>("SELECT version() AS version");
    return await checkSchema(`version ${found?.version}`, () => assertClickHouseMigrated(clickHouse));
  } catch (err) {
    const { message } = err as Error;
    if (isClickHouseUnavailable(err))
      return error(
        name,
        `does not answer: ${message}`,
        "start it: until then, clicks wait in the queue, and numbers are 503",
      );
    return error(name, message, "check user, password and database of CLICKHOUSE_URL, and run shunt migrate");
  } finally {
    await clickHouse.close();
  }
}

async function checkSchema(version: string, assertMigrated: () => Promise<void>): Promise<Finding> {
  try {
    await assertMigrated();
    return ok(name, `${version}, schema is up to date`);
  } catch (err) {
    return error(name, (err as Error).message, "run shunt migrate");
  }
}
