import type { Migration } from "../migration.ts";

const tables = [
  "click_events",
  "link_quarter_hourly",
  "link_daily_dimension",
  "daily_visitors",
  "link_visitors",
  "orphan_hits",
];

/** A seventh less space than by LZ4. Existing parts change when they are merged. */
export const smallerRows: Migration = {
  name: "0003-smaller-rows",
  statements: tables.map(table => `ALTER TABLE ${table} MODIFY SETTING default_compression_codec = 'ZSTD(1)'`),
};
