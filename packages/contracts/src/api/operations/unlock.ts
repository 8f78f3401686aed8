import type { Operation } from "../operation.ts";
import { UnlockedLink, UnlockLink } from "../unlock.ts";

export const unlockOperations = {
  unlockLink: {
    method: "post",
    path: "/api/v1/unlock",
    tag: "links",
    summary: "Open a locked link with its password",
    description:
      "For programs. The response has the short URL with a ticket, so that rules, limits and statistics apply to the redirect as for any visitor. Wrong passwords are limited by link and by client address. A link without a password and an unknown link get `wrong-password` too.",
    auth: "none",
    limit: "none",
    body: UnlockLink,
    success: { status: 200, schema: UnlockedLink },
    problems: ["wrong-password", "rate-limited"],
  },
} as const satisfies Record<string, Operation>;
