import { ClickHouseFailure, type ClickHouseFault, createClickHouse, findSchemaGap } from "@shunt/clickhouse";
import { error, type Finding, ok } from "./finding.ts";

const name = "clickhouse";
const timeoutMs = 5_000;

/** By cause. */
const advices: Readonly<Record<ClickHouseFault, string>> = {
  away: "start it, or restore its network; until then, clicks wait in the queue, and numbers are 503",
  access:
    "correct user and password in CLICKHOUSE_URL, or grant the user its rights; until then, clicks wait in the queue, and numbers are 503",
  schema: "check the database in CLICKHOUSE_URL, and run shunt migrate; until then, clicks wait, and numbers are 503",
  refused: "compare the version of ClickHouse with docs/clickhouse.md",
};

export async function checkClickHouse(url: string): Promise<Finding> {
  const clickHouse = createClickHouse({ url, applicationName: "shunt-doctor", timeoutMs });
  try {
    const [found] = await clickHouse.query<{ version: string }>("SELECT version() AS version");
    const gap = await findSchemaGap(clickHouse);
    if (gap) return error(name, gap.problem, gap.advice);
    return ok(name, `version ${found?.version}, schema is up to date`);
  } catch (err) {
    if (err instanceof ClickHouseFailure) return error(name, err.message, advices[err.fault]);
    throw err;
  } finally {
    await clickHouse.close();
  }
}
