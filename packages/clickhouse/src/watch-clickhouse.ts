import { createClickHouse } from "./create-clickhouse.ts";

/** Less than the time for which a scrape or a page waits (ms). */
const timeoutMs = 1_500;

export interface DiskState {
  free: number;
  total: number;
}

export interface ClickHouseWatch {
  /** @throws Error if no answer arrives within two seconds */
  assertAnswers(): Promise<void>;
  /** Parts of the fullest partition of each table. They grow when merges do not keep up. */
  countParts(): Promise<Record<string, number>>;
  /** Number of parts of a partition above which inserts are refused. */
  findPartsLimit(): Promise<number | undefined>;
  /** Bytes of the fullest disk that has clicks; undefined without clicks. @throws Error if the user may not read `system.disks` */
  findDisk(): Promise<DiskState | undefined>;
  close(): Promise<void>;
}

/** Connects by itself, so that it does not wait for the statements of others. */
export function createClickHouseWatch(options: { url: string; applicationName: string }): ClickHouseWatch {
  const clickHouse = createClickHouse({ ...options, timeoutMs, maxConnections: 4 });
  return {
    async assertAnswers() {
      await clickHouse.query("SELECT 1");
    },
    async countParts() {
      const rows = await clickHouse.query<{ table: string; parts: number }>(
        `SELECT table, max(parts) AS parts FROM (
           SELECT table, count() AS parts FROM system.parts
           WHERE active AND database = currentDatabase() GROUP BY table, partition_id
         ) GROUP BY table`,
      );
      return Object.fromEntries(rows.map(({ table, parts }) => [table, parts]));
    },
    async findPartsLimit() {
      const [row] = await clickHouse.query<{ most: number }>(
        "SELECT toUInt64(value) AS most FROM system.merge_tree_settings WHERE name = 'parts_to_throw_insert'",
      );
      return row?.most;
    },
    async findDisk() {
      const [disk] = await clickHouse.query<DiskState>(
        `SELECT free_space AS free, total_space AS total FROM system.disks
         WHERE name IN (SELECT disk_name FROM system.parts WHERE active AND database = currentDatabase())
         ORDER BY free_space / total_space LIMIT 1`,
      );
      return disk;
    },
    close: clickHouse.close,
  };
}
