import { z } from "zod";
import { InstantText } from "../instant.ts";

export const HealthStatus = z.enum(["ok", "broken", "unknown"]);
export type HealthStatus = z.infer<typeof HealthStatus>;

export const LinkHealth = z
  .object({
    status: HealthStatus.describe(
      "`broken` after two failed checks in a row, until one succeeds; `unknown` before the first check, and if checks have no clear result.",
    ),
    since: InstantText.describe("Since when the link has this status."),
    checked_at: InstantText.nullable().describe("Time of the last check; `null` before the first."),
    http_status: z.int().nullable().describe("HTTP status of the last check; `null` without a response."),
    redirects_to: z
      .string()
      .nullable()
      .describe("Where the destination redirected the last check, at the end of all redirects, or `null`."),
    reason: z.string().nullable().describe("Why the last check did not succeed, or `null`."),
  })
  .meta({ id: "LinkHealth" });
export type LinkHealth = z.infer<typeof LinkHealth>;
