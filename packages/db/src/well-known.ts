/** Workspace of links without an account, created by the first migration. */
export const anonymousWorkspaceId = "00000000-0000-7000-8000-000000000000";

/** Aggregates by `link_id`, deleted with the link or when its statistics are reset. */
export const tablesOfCounts = [
  "link_totals",
  "link_daily",
  "link_quarter_hourly",
  "link_daily_dimension",
  "packed_dimensions",
  "daily_visitors",
  // A reset link can reach its milestones again.
  "link_milestones",
  "link_destinations",
] as const;

/**
 * Tables that grow with clicks and have `link_id` in each unique index, so that Citus can spread them over several
 * servers, all rows of a link on one. Statements join them with each other by link, and with other tables only as a
 * subselect of their own.
 */
export const tablesByLink = [...tablesOfCounts, "forgotten_clicks", "click_events", "slim_clicks"] as const;

/** Tables that the statements about `tablesByLink` join, and that Citus therefore copies to each node. */
export const referenceTables = ["click_places", "click_agents", "click_origins", "click_kinds"] as const;
