import { createDb, findApplied, knownMigrations } from "@shunt/db";
import { hasUnmovedHistory } from "@shunt/worker/operator";
import { type Finding, ok, warning } from "./finding.ts";

const name = "clicks history";
const timeoutMs = 10_000;

/** Checks whether clicks from before ClickHouse was used are there. The finding about the schema names pending migrations. */
export async function checkHistory(databaseUrl: string): Promise<Finding[]> {
  const options = {
    max: 1,
    applicationName: "shunt-operator",
    statementTimeoutMs: timeoutMs,
    connectTimeoutMs: timeoutMs,
  };
  const db = createDb({ url: databaseUrl, ...options });
  try {
    const applied = new Set(await findApplied(db));
    if (knownMigrations.some(known => !applied.has(known))) return [];
    if (!(await hasUnmovedHistory(db))) return [ok(name, "Postgres has no clicks that ClickHouse lacks")];
    const advice = "run shunt clicks move: until then, only newer clicks show";
    return [warning(name, "Postgres has clicks from before ClickHouse was used", advice)];
  } finally {
    await db.destroy();
  }
}
