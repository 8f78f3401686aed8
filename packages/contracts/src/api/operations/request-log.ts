import type { Operation } from "../operation.ts";
import { ListRequests, RequestPage } from "../request-log.ts";

export const requestLogOperations = {
  listRequests: {
    method: "get",
    path: "/api/v1/request-log",
    tag: "auth",
    summary: "List the requests of your API keys",
    description:
      "The latest first: 7 days, at most 10,000 of an account, 100 a second of a key. Entries appear after a second or two. They have no bodies, queries or addresses.",
    auth: "required",
    query: ListRequests,
    success: { status: 200, schema: RequestPage },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
