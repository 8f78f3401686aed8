import { Health } from "../health.ts";
import type { Operation } from "../operation.ts";

export const healthOperations = {
  getHealth: {
    method: "get",
    path: "/api/v1/health",
    tag: "operations",
    summary: "Whether the API and what it stands on answer; 503 when one does not",
    auth: "none",
    limit: "none",
    success: { status: 200, alsoAt: 503, schema: Health },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
