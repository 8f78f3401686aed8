import { z } from "zod";
import { dimensions } from "../dimension.ts";
import { Instant, InstantText } from "../instant.ts";
import { GivenFolder, TagName } from "../link/link-values.ts";
import { text } from "../text.ts";
import { IntervalOf } from "./analytics.ts";
import { clickFilters, clickPeriod, countedBots, topQuery } from "./click-selection.ts";

const name = text({ min: 1, max: 100 }).describe("Title of the report, which its readers see. 1 to 100 characters.");
const hides_destinations = z
  .boolean()
  .default(false)
  .describe("Whether readers see neither the destination of a link nor the destinations of clicks.");

/** JSON has booleans, unlike a query. */
const include_bots = z
  .boolean()
  .default(false)
  .describe(countedBots.include_bots.description ?? "");

const scopeFields = {
  link_id: z.uuid().optional().describe("Id of the link whose clicks it shows."),
  tag: TagName.optional().describe("Shows the clicks of links with this tag."),
  folder: GivenFolder.optional().describe("Shows the clicks of links in this folder."),
};
const scopeNames = ["link_id", "tag", "folder"] as const;

export const CreateSharedView = z
  .strictObject({
    name,
    ...scopeFields,
    workspace_id: z.uuid().optional().describe("Workspace of the tag or folder. Omit it for your own."),
    ...clickPeriod,
    ...clickFilters,
    include_bots,
    hides_destinations,
    expires_at: Instant.nullish().describe("When the view ends, or `null` for until you delete it."),
  })
  .refine(given => scopeNames.filter(field => given[field] !== undefined).length === 1, {
    error: `must have exactly one of ${scopeNames.join(", ")}`,
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ examples: [{ name: "Newsletter", tag: "newsletter", days: 30, timezone: "Europe/Vienna" }] });
export type CreateSharedView = z.infer<typeof CreateSharedView>;

export const SharedViewParams = z.strictObject({ id: z.uuid().describe("Id of the shared view.") });

const Filters = z
  .partialRecord(z.enum(dimensions.flatMap(dimension => [dimension, `${dimension}_not` as const])), z.array(z.string()))
  .describe("Filters by name, as analytics take them, such as `country` or `country_not`.");

const shown = {
  name: z.string().describe("Title of the report."),
  tag: z.string().nullable().describe("The tag of its links, or `null`."),
  folder: z.string().nullable().describe("The folder of its links, or `null`."),
  days: z.int().nullable().describe("Days until today, or `null` for a fixed period."),
  from: z.iso.date().nullable().describe("First day of a fixed period, or `null`."),
  to: z.iso.date().nullable().describe("Last day of a fixed period, or `null` for today."),
  timezone: z.string().describe("IANA time zone of days and hours."),
  filters: Filters,
  include_bots: z.boolean().describe("Whether bots, link previews, prefetches and suspicious clicks are counted too."),
  hides_destinations: z.boolean().describe("Whether readers see no destinations."),
  expires_at: InstantText.nullable().describe("When the view ends, or `null`."),
};

export const SharedView = z
  .object({
    id: z.uuid().describe("Id of the shared view."),
    workspace_id: z.uuid().describe("Workspace of its links."),
    link_id: z.uuid().nullable().describe("Id of its link, or `null`."),
    ...shown,
    created_at: InstantText.describe("Time of creation."),
  })
  .meta({ id: "SharedView" });
export type SharedView = z.infer<typeof SharedView>;

export const NewSharedView = SharedView.extend({
  token: z.string().describe("Secret of the view. Shown only now."),
  url: z.string().describe("Address of the report. Everyone who has it can read the report."),
}).meta({ id: "NewSharedView" });
export type NewSharedView = z.infer<typeof NewSharedView>;

export const SharedViews = z
  .object({ items: z.array(SharedView).describe("Your shared views, the latest first.") })
  .meta({ id: "SharedViews" });
export type SharedViews = z.infer<typeof SharedViews>;

/** Readers name the view and nothing else: scope, filters and period are those of the view. */
export const SharedParams = z.strictObject({ token: z.string().min(1).max(100).describe("Secret of the view.") });
export const SharedSeriesQuery = z.strictObject({ interval: IntervalOf });
export const SharedBreakdownQuery = z
  .strictObject({ dimension: z.enum(dimensions).describe("The dimension to group clicks by."), ...topQuery(1_000) })
  .transform(({ limit, size = limit ?? 10, ...query }) => ({ ...query, size }));
export type SharedBreakdownQuery = z.infer<typeof SharedBreakdownQuery>;

export const SharedReport = z
  .object({
    ...shown,
    link: z
      .object({
        short_url: z.url().describe("The short URL."),
        title: z.string().nullable().describe("The title, or `null`."),
        original_url: z.string().nullable().describe("The destination, or `null` if it is hidden."),
      })
      .nullable()
      .describe("The link that the report is about, or `null`."),
  })
  .meta({ id: "SharedReport" });
export type SharedReport = z.infer<typeof SharedReport>;
