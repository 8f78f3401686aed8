import type { Migration } from "../migration.ts";

/** Sums with the same key are added up, so those of a move are apart. */
const addToKey = (table: string, key: string) =>
  `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS moved UInt32, MODIFY ORDER BY (${key}, moved)`;

/**
 * `moved` is the label of the part of history in Postgres from which `shunt clicks move` copied the row; 0: written by a worker.
 * So a part can be compared with Postgres, or deleted after an interruption, while workers write.
 */
export const movedHistory: Migration = {
  name: "0002-moved-history",
  statements: [
    "ALTER TABLE click_events ADD COLUMN IF NOT EXISTS moved UInt32",
    addToKey("link_quarter_hourly", "link_id, since, at"),
    addToKey("link_daily_dimension", "link_id, since, dimension, day, value, detail"),
    addToKey("link_visitors", "link_id, since, at"),
    addToKey("orphan_hits", "domain_id, day, code"),
    "ALTER TABLE daily_visitors ADD COLUMN IF NOT EXISTS moved SimpleAggregateFunction(max, UInt32)",
  ],
};
