/** Workspace of links without an account, created by the first migration. */
export const anonymousWorkspaceId = "00000000-0000-7000-8000-000000000000";

/** Aggregates by `link_id`, deleted with the link or when its statistics are reset. */
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
