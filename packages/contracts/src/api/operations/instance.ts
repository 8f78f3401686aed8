import { Instance } from "../instance.ts";
import type { Operation } from "../operation.ts";

export const instanceOperations = {
  getInstance: {
    method: "get",
    path: "/api/v1/instance",
    tag: "operations",
    summary: "Get the name, features and limits of this installation",
    description: "For pages before signing in. Caches may keep it for a minute.",
    auth: "none",
    limit: "none",
    success: { status: 200, schema: Instance },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
