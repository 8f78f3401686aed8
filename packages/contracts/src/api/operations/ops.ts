import type { Operation } from "../operation.ts";
import { OpsOverview, RetriedBatches } from "../ops.ts";

export const opsOperations = {
  getOpsOverview: {
    method: "get",
    path: "/api/v1/ops/overview",
    tag: "operations",
    summary: "Get the state of all services and stores",
    auth: "admin",
    scope: "admin",
    success: { status: 200, schema: OpsOverview },
    problems: [],
  },
  watchOpsOverview: {
    method: "get",
    path: "/api/v1/ops/overview/live",
    tag: "operations",
    summary: "Watch the state of all services and stores live",
    description:
      "Server-sent events named `overview`, every two seconds. The stream begins with an event `history`: what this process recorded in the last 15 minutes, the oldest first, as a list of `at`, `queue_depth`, `queue_clicks`, `oldest_age_seconds`, `lag_seconds` and `clicks_per_minute`. It ends with the token, or after 15 minutes.",
    auth: "admin",
    scope: "admin",
    success: { status: 200, mediaTypes: ["text/event-stream"] },
    problems: [],
  },
  openOpsSession: {
    method: "post",
    path: "/api/v1/ops/session",
    tag: "operations",
    summary: "Open the queues below /ops with your session",
    description:
      "Sets a cookie for the pages at `/ops/queues`, and for the overview while PostgreSQL is away (`/ops/live`). It ends with your session, or after 12 hours.",
    auth: "admin",
    success: { status: 204 },
    problems: [],
  },
  retryDeadBatches: {
    method: "post",
    path: "/api/v1/ops/dead-batches/retry",
    tag: "operations",
    summary: "Put all dead click batches into the queue again",
    description: "Fix the cause first: a batch that is refused again is set aside again. No click counts twice.",
    auth: "admin",
    scope: "admin",
    success: { status: 200, schema: RetriedBatches },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
