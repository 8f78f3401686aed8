import type { Operation } from "../operation.ts";
import { OpsOverview } from "../ops.ts";

export const opsOperations = {
  getOpsOverview: {
    method: "get",
    path: "/api/v1/ops/overview",
    tag: "operations",
    summary: "How the services and what they stand on are doing",
    auth: "admin",
    scope: "admin",
    success: { status: 200, schema: OpsOverview },
    problems: [],
  },
  watchOpsOverview: {
    method: "get",
    path: "/api/v1/ops/overview/live",
    tag: "operations",
    summary: "The same every two seconds, as server-sent events named `overview`",
    description:
      "Begins with an event `history`: a list of what this process has seen in the last 15 minutes, with `at`, `queue_depth`, `oldest_age_seconds`, `lag_seconds` and `clicks_per_minute`, oldest first. The stream ends when the token does, or after 15 minutes.",
    auth: "admin",
    scope: "admin",
    success: { status: 200, mediaTypes: ["text/event-stream"] },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
