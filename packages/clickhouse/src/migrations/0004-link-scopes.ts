import type { Migration } from "../migration.ts";

/**
 * Links of large scopes, such as all of a workspace, so that questions about them name the scope instead of each link. Readers write
 * them when they are missing, and use those of the last day only.
 */
export const linkScopes: Migration = {
  name: "0004-link-scopes",
  statements: [
    `CREATE TABLE IF NOT EXISTS link_scopes (
      scope String,
      link_id UUID,
      since UInt64,
      made_at DateTime('UTC') DEFAULT now()
    ) ENGINE = MergeTree
    PARTITION BY toDate(made_at)
    ORDER BY (scope, link_id)
    TTL made_at + INTERVAL 2 DAY
    SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000, default_compression_codec = 'ZSTD(1)'`,
  ],
};
