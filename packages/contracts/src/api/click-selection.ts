import { z } from "zod";
import { type Dimension, dimensions } from "../dimension.ts";
import { HostName } from "../host-name.ts";
import { CalendarDay } from "../instant.ts";
import { FolderFilter, TagName } from "../link/link-values.ts";
import { maxTargetLength } from "../target-url.ts";
import { isStorable, unstorable } from "../text.ts";
import { TimeZone } from "../time-zone.ts";
import { linkParameters } from "./code-names.ts";
import { LinkRef } from "./link-ref.ts";
import { flag, formerName, many, wholeNumber } from "./query.ts";

/** Length of a period. */
export const Days = wholeNumber(1, 365);

/** Selects links. Without any of these parameters, all links that the caller can see. */
export const scope = {
  ...linkParameters(
    many(LinkRef, 20),
    "Only clicks on these links: ids, codes or short URLs. Repeat the parameter for several.",
  ),
  tag: many(TagName, 20)
    .optional()
    .describe("Only clicks on links with at least one of these tags. Repeat the parameter for several."),
  folder: FolderFilter.describe("Only clicks on links in this folder, ignoring case."),
  domain: HostName.optional().describe(
    "Only clicks on links of this custom domain. Codes in `link` are then codes of this domain.",
  ),
  workspace_id: z.uuid().optional().describe("Only clicks on links of this workspace."),
};

/** Selects calendar days of `timezone`: `days` until today, or `from` and `to`, both included. */
export const clickPeriod = {
  days: Days.optional().describe("Number of days until today, today included; 30 if no period is given."),
  from: CalendarDay.optional().describe("First day of the period, in place of `days`. A period has at most 366 days."),
  to: CalendarDay.optional().describe("Last day of the period; today by default. Needs `from`."),
  timezone: TimeZone.default("UTC").describe("IANA time zone that days and hours refer to, such as `Europe/Vienna`."),
};

/** Values as responses show them, in any case. Destinations are the longest. */
const FilterValues = many(z.string().max(maxTargetLength).refine(isStorable, unstorable), 50).optional();

/** Every dimension is a filter. With the suffix `_not` it excludes. */
export const clickFilters = Object.fromEntries(
  dimensions.flatMap(dimension => [
    [
      dimension,
      FilterValues.describe(
        `Only clicks with one of these values of \`${dimension}\`, as responses show them, in any case. Repeat the parameter for several.`,
      ),
    ],
    [
      `${dimension}_not`,
      FilterValues.describe(
        `Only clicks with none of these values of \`${dimension}\`. Repeat the parameter for several.`,
      ),
    ],
  ]),
) as Record<Dimension | `${Dimension}_not`, typeof FilterValues>;

export const countedBots = {
  include_bots: flag(false).describe("Also count bots, link previews, prefetches and suspicious clicks."),
};

export const anyClicks = { ...scope, ...clickPeriod, ...clickFilters, ...countedBots };

export function topQuery(max: number, byDefault = 10) {
  const size = wholeNumber(1, max).optional();
  return { size: size.describe(`Number of items, ${byDefault} by default.`), limit: size.meta(formerName("size")) };
}
