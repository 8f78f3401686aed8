import { z } from "zod";
import { type Dimension, type DimensionEntry, dimensionTable, type RequiredDimension } from "../dimension.ts";
import { InstantText } from "../instant.ts";
import { DomainOfCode } from "./codes.ts";

type DimensionFields = Record<RequiredDimension, z.ZodString> &
  Record<Exclude<Dimension, RequiredDimension>, z.ZodNullable<z.ZodString>>;

const aboutDimensions: Record<Dimension, string> = {
  country: "Country of the visitor as a two-letter ISO 3166-1 code, or `null` if unknown.",
  region: "Region of the visitor, or `null` if unknown.",
  city: "City of the visitor, or `null` if unknown.",
  browser: "Name of the browser, or `null` if unknown.",
  browser_version: "Version of the browser, or `null` if unknown.",
  os: "Name of the operating system, or `null` if unknown.",
  os_version: "Version of the operating system, or `null` if unknown.",
  device: "Kind of device, such as `desktop`, `mobile` or `tablet`, or `null` if unknown.",
  referrer: "Host that the visitor came from, without `www.`, or `null` for a direct visit.",
  language: "Language that the visitor prefers, such as `en-gb`, or `null` if unknown.",
  source: "`qr` for a scanned QR code, `pixel` for a loaded tracking pixel, else `link`.",
  class: "`human`, `bot`, `preview`, `prefetch`, `suspect` or `pixel`.",
  utm_source: "`utm_source` of the visited URL or else of the destination, or `null`.",
  utm_medium: "`utm_medium` of the visited URL or else of the destination, or `null`.",
  utm_campaign: "`utm_campaign` of the visited URL or else of the destination, or `null`.",
  utm_term: "`utm_term` of the visited URL or else of the destination, or `null`.",
  utm_content: "`utm_content` of the visited URL or else of the destination, or `null`.",
  destination: "The URL that the visitor was redirected to.",
  rule: "Name of the link's rule that chose the destination, or `null`.",
  variant: "Name of the variant that the link's split gave the visitor, or `null`.",
};

const dimensionFields = Object.fromEntries(
  Object.entries<DimensionEntry>(dimensionTable).map(([name, { isRequired }]) => [
    name,
    (isRequired ? z.string() : z.string().nullable()).describe(aboutDimensions[name as Dimension]),
  ]),
) as DimensionFields;
const { class: classField, ...otherFields } = dimensionFields;

/** A single click. Exports have these fields as columns, in this order. */
export const ClickEvent = z
  .object({
    id: z.uuid().describe("Id of the click."),
    clicked_at: InstantText.describe("Time of the click."),
    link_id: z.uuid().describe("Id of the link."),
    short_code: z.string().describe("The primary code of the link."),
    domain: DomainOfCode,
    class: classField,
    class_reason: z.string().nullable().describe("Why the click has its class, such as `googlebot`, or `null`."),
    is_first_visit: z.boolean().describe("Whether it is the visitor's first click on this link on this UTC day."),
    ...otherFields,
  })
  .meta({ id: "ClickEvent" });
export type ClickEvent = z.infer<typeof ClickEvent>;
