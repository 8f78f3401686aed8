/** Workspace of links without an account, created by the first migration. */
export const anonymousWorkspaceId = "00000000-0000-7000-8000-000000000000";

/**
 * Tables with a link's aggregates, by `link_id`, which are cleared when the link is deleted or its statistics are
 * reset.
 */
export const tablesOfCounts = [
  "link_totals",
  "link_daily",
  "link_quarter_hourly",
  "link_daily_dimension",
  "daily_visitors",
  // A reset link can reach its milestones again.
  "link_milestones",
  "link_destinations",
] as const;
