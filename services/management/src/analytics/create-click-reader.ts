import type { ClickHouse } from "@shunt/clickhouse";
import type { Core } from "../core.ts";
import type { ClickReader } from "./click-reader.ts";
import { createClickHouseReader } from "./clickhouse/create-clickhouse-reader.ts";
import { createPostgresReader } from "./postgres/create-postgres-reader.ts";

/** @param clickHouse undefined: clicks are in Postgres */
export function createClickReader(core: Pick<Core, "db" | "config">, clickHouse: ClickHouse | undefined): ClickReader {
  return clickHouse ? createClickHouseReader(core, clickHouse) : createPostgresReader(core);
}
