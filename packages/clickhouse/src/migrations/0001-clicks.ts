import type { Migration } from "../migration.ts";
import { addDimensionView } from "./0001-dimension-view.ts";

/** Latest inserts whose names a table remembers. Each lasts on disk. */
const settings = "non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1";

/**
 * The worker inserts into `new_clicks`, and views fill the other tables.
 *
 * - An empty text is no value, and a `visitor_hash` of zeros no visitor: nullable columns take more space and time.
 * - `since` is the reset of the link's statistics that was in force when the click was written (ms since the epoch, 0: none). Each
 *   reader asks for the rows of the current one, so a reset takes effect at once, and the rows before it are deleted later.
 * - The workspace is not stored: readers ask Postgres for the links of a workspace.
 */
export const clicks: Migration = {
  name: "0001-clicks",
  statements: [
    `CREATE TABLE IF NOT EXISTS click_events (
      link_id UUID,
      since UInt64,
      clicked_at DateTime64(3, 'UTC'),
      id UUID,
      class LowCardinality(String),
      class_reason LowCardinality(String),
      visitor_hash UUID,
      country LowCardinality(String),
      region LowCardinality(String),
      city LowCardinality(String),
      browser LowCardinality(String),
      browser_version LowCardinality(String),
      os LowCardinality(String),
      os_version LowCardinality(String),
      device LowCardinality(String),
      referrer_host LowCardinality(String),
      language LowCardinality(String),
      source LowCardinality(String),
      utm_source LowCardinality(String),
      utm_medium LowCardinality(String),
      utm_campaign LowCardinality(String),
      utm_term LowCardinality(String),
      utm_content LowCardinality(String),
      destination String CODEC(ZSTD(1)),
      rule LowCardinality(String),
      variant LowCardinality(String),
      coarse UInt32 COMMENT 'As on Postgres; only clicks that were moved from there have bits'
    ) ENGINE = MergeTree
    PARTITION BY toYYYYMM(clicked_at)
    ORDER BY (link_id, since, clicked_at, id)
    SETTINGS ${settings}`,

    `CREATE TABLE IF NOT EXISTS link_quarter_hourly (
      link_id UUID,
      since UInt64,
      at DateTime('UTC'),
      clicks UInt64,
      human_clicks UInt64,
      scans UInt64
    ) ENGINE = SummingMergeTree
    ORDER BY (link_id, since, at)
    SETTINGS ${settings}`,

    `CREATE TABLE IF NOT EXISTS link_daily_dimension (
      link_id UUID,
      since UInt64,
      dimension LowCardinality(String),
      day Date,
      value String,
      detail String,
      clicks UInt64,
      human_clicks UInt64
    ) ENGINE = SummingMergeTree
    ORDER BY (link_id, since, dimension, day, value, detail)
    SETTINGS ${settings}`,

    // Of days whose visitors can still grow. A visitor counts where the first click of the UTC day lies.
    `CREATE TABLE IF NOT EXISTS daily_visitors (
      link_id UUID,
      since UInt64,
      day Date,
      visitor_hash UUID,
      first SimpleAggregateFunction(min, Tuple(DateTime64(3, 'UTC'), UUID))
    ) ENGINE = AggregatingMergeTree
    PARTITION BY day
    ORDER BY (link_id, since, day, visitor_hash)
    SETTINGS ${settings}`,

    // Numbers of visitors of the days up to the latest in `folded_days`. The worker adds a day once its visitors are final.
    `CREATE TABLE IF NOT EXISTS link_visitors (
      link_id UUID,
      since UInt64,
      at DateTime('UTC'),
      visitors UInt64
    ) ENGINE = SummingMergeTree
    ORDER BY (link_id, since, at)
    SETTINGS ${settings}`,

    "CREATE TABLE IF NOT EXISTS folded_days (day Date) ENGINE = MergeTree ORDER BY day",

    `CREATE TABLE IF NOT EXISTS orphan_hits (
      domain_id Int32,
      day Date,
      code String,
      hits SimpleAggregateFunction(sum, UInt64),
      human_hits SimpleAggregateFunction(sum, UInt64),
      last_hit_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
    ) ENGINE = AggregatingMergeTree
    ORDER BY (domain_id, day, code)
    SETTINGS ${settings}`,

    "CREATE TABLE IF NOT EXISTS new_clicks AS click_events ENGINE = Null",

    `CREATE MATERIALIZED VIEW IF NOT EXISTS new_clicks_to_events TO click_events AS SELECT * FROM new_clicks`,

    `CREATE MATERIALIZED VIEW IF NOT EXISTS new_clicks_to_quarters TO link_quarter_hourly AS
    SELECT link_id, since, toStartOfFifteenMinutes(clicked_at) AS at,
      count() AS clicks, countIf(class = 'human') AS human_clicks, countIf(class = 'human' AND source = 'qr') AS scans
    FROM new_clicks GROUP BY link_id, since, at`,

    addDimensionView,

    `CREATE MATERIALIZED VIEW IF NOT EXISTS new_clicks_to_visitors TO daily_visitors AS
    SELECT link_id, since, toDate(clicked_at) AS day, visitor_hash, min((clicked_at, id)) AS first
    FROM new_clicks WHERE visitor_hash != '00000000-0000-0000-0000-000000000000'
    GROUP BY link_id, since, day, visitor_hash`,
  ],
};
