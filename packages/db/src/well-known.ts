/** The workspace of links that were made without an account; the first migration makes it. */
export const anonymousWorkspaceId = "00000000-0000-7000-8000-000000000000";

/** Tables that hold what is counted of a link, by `link_id`: they go when it is deleted, or its numbers are reset. */
export const tablesOfCounts = [
  "link_totals",
  "link_daily",
  "link_quarter_hourly",
  "link_daily_dimension",
  "daily_visitors",
  // Whoever begins anew reaches them anew.
  "link_milestones",
  "link_destinations",
] as const;
