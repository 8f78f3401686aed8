import { BulkResults } from "../bulk.ts";
import { ClaimLinks } from "../claims.ts";
import type { Operation } from "../operation.ts";

export const claimOperations = {
  claimLinks: {
    method: "post",
    path: "/api/v1/urls/claim",
    tag: "links",
    summary: "Claim links that you created without an account",
    description:
      "The links with their clicks move to your workspace. Every secret gets its own result: `claim-invalid` for a wrong one, `claim-expired` a week after the link was created, `claim-taken` if another account was first. Repeating a claim of yours succeeds. Each secret counts as a created link.",
    auth: "required",
    scope: "write",
    body: ClaimLinks,
    success: { status: 200, schema: BulkResults },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
