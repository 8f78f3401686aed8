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

const settings = z
  .array(z.string())
  .describe(
    "JSON pointers to the settings of the link that have this URL, such as `/original_url`, `/fallback_url`, `/rules/0/url` or `/split/variants/1/url`.",
  );

/** A destination whose check is the subject of a webhook event. */
export const checkedDestination = {
  destination_url: z.string().describe("The checked destination: `original_url` or another one of the link."),
  settings,
  health: LinkHealth.describe("Result of the check."),
};

export const LinkDestinations = z
  .object({
    items: z
      .array(
        z
          .object({
            url: z.string().describe("Where the link may send visitors."),
            settings,
            health: LinkHealth.nullable().describe(
              "Result of the regular checks; `null` in the first minutes, without checks, and for URLs that open other programs.",
            ),
          })
          .meta({ id: "LinkDestination" }),
      )
      .describe("All destinations, `original_url` first."),
  })
  .meta({ id: "LinkDestinations" });
export type LinkDestinations = z.infer<typeof LinkDestinations>;
