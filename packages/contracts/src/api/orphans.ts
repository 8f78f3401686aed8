import { z } from "zod";
import { HostName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { Days, topQuery } from "./click-selection.ts";
import { DomainOfCode } from "./codes.ts";

export const OrphansQuery = z
  .strictObject({
    days: Days.default(30).describe("Length of the period in UTC days, today included."),
    domain: HostName.optional().describe(
      "Host of one of your custom domains. Omit it for the shared domain, which needs an administrator.",
    ),
    ...topQuery(1_000, 100),
  })
  .transform(({ limit, size = limit ?? 100, ...query }) => ({ ...query, size }));
export type OrphansQuery = z.infer<typeof OrphansQuery>;

export const Orphans = z
  .object({
    period_days: z.int().describe("Length of the period in UTC days, today included."),
    total_hits: z.int().describe("Number of all visits without a link in the period."),
    items: z
      .array(
        z.object({
          code: z
            .string()
            .describe("The code that was visited; empty for the bare domain, `(other)` for all rarely visited codes."),
          domain: DomainOfCode,
          hits: z.int().describe("Number of visits."),
          human_hits: z.int().describe("Number of human visits."),
          last_hit_at: InstantText.describe("Time of the last visit."),
        }),
      )
      .describe("The codes, the most visited first."),
  })
  .meta({ id: "Orphans" });
export type Orphans = z.infer<typeof Orphans>;
