import { Health, HealthQuery } from "../health.ts";
import type { Operation } from "../operation.ts";

export const healthOperations = {
  getHealth: {
    method: "get",
    path: "/api/v1/health",
    tag: "operations",
    summary: "Check whether the API and its stores answer",
    description:
      "For load balancers and monitoring. Returns 503 with the same body if PostgreSQL does not answer or lacks migrations. Without Redis the API works, so the status stays 200. Fields of the query are ignored.",
    auth: "none",
    limit: "none",
    query: HealthQuery,
    success: { status: 200, alsoAt: 503, schema: Health },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
