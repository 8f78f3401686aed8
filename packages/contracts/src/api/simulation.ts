import { z } from "zod";
import { Instant } from "../instant.ts";
import { continents } from "../link/rules/countries.ts";
import { Country } from "../link/rules/values.ts";
import { text } from "../text.ts";
import { UpdateLink } from "./links.ts";
import { RuleWarnings } from "./rule-warnings.ts";

const HeaderName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "must be the name of a header");
const HeaderValue = z
  .string()
  .max(8_192)
  .regex(/^[^\r\n\0]*$/, "must be one line");
const maxHeaders = 50;
const isExtraPath = /^(?!\/)[^?#]*$/;

/** A visit to try out. Everything has a default, so an empty object is a person with an unknown browser. */
export const SimulatedVisit = z
  .strictObject({
    method: z.enum(["GET", "HEAD"]).default("GET").describe("Method of the request."),
    view: z
      .enum(["link", "preview", "pixel"])
      .default("link")
      .describe("The request is for the link itself, for its preview `code+`, or for its `code/pixel.gif`."),
    path: text({ max: 2_048 })
      .refine(
        path => isExtraPath.test(path),
        "must be like shunt/docs, without a slash at the start, query or fragment",
      )
      .default("")
      .describe("Segments behind the code, such as `shunt/docs`, for a wildcard code or a link with `forward_path`."),
    query: text({ max: 8_192 }).default("").describe("Query of the visited URL, without its question mark."),
    headers: z
      .record(HeaderName, HeaderValue)
      .refine(headers => Object.keys(headers).length <= maxHeaders, `must have at most ${maxHeaders} entries`)
      .default({})
      .describe("Headers of the request, such as `User-Agent`, `Accept-Language`, `Referer`, `Cookie`; at most 50."),
    address: z
      .union([z.ipv4(), z.ipv6()], { error: "must be an IP address such as 192.0.2.7" })
      .optional()
      .describe("IP address of the visitor. Without it the place is unknown, unless `place` names one."),
    place: z
      .strictObject({
        country: Country.optional(),
        continent: z.enum(continents).optional().describe("Code of the continent; by default that of the country."),
        region: text({ min: 1, max: 100 }).optional().describe("Name of the region."),
        city: text({ min: 1, max: 100 }).optional().describe("Name of the city."),
      })
      .optional()
      .describe("Place of the visitor, instead of that of the address."),
    at: Instant.optional().describe("Time of the visit. Omit it for now."),
    clicks: z
      .int()
      .min(0)
      .max(1_000_000_000)
      .optional()
      .describe("Human clicks before this visit. Omit it for the link's `click_count`."),
    has_continued: z
      .boolean()
      .default(false)
      .describe("Whether the visitor has pressed the button of a one-time link or of a warning."),
    is_unlocked: z.boolean().default(false).describe("Whether the visitor has entered the password of a locked link."),
    settings: UpdateLink.optional().describe("Settings to try out in place of the saved ones. Nothing is saved."),
  })
  .meta({
    id: "SimulatedVisit",
    examples: [{ headers: { "Accept-Language": "de-AT" }, place: { country: "AT" }, at: "2026-12-24T18:00:00Z" }],
  });
export type SimulatedVisit = z.infer<typeof SimulatedVisit>;

export const Simulation = z
  .object({
    outcome: z.string().describe("Kind of the answer, such as `redirect`, `expired`, `card` or `locked`."),
    status: z.int().describe("HTTP status of the response."),
    location: z.string().nullable().describe("Where the visitor is redirected; `null` for a page."),
    destination: z
      .string()
      .nullable()
      .describe(
        "Where the visitor gets: the `location`, the page in the frame of a cloaked link, or the app that a page offers; else `null`.",
      ),
    rule: z.string().nullable().describe("Name of the rule that decided, or `null`."),
    variant: z.string().nullable().describe("Name of the variant that was chosen, or `null`."),
    class: z
      .string()
      .describe("Class of the visit in the statistics: `human`, `bot`, `preview`, `prefetch`, `suspect`."),
    class_reason: z.string().nullable().describe("Why the visit has this class; `null` for an ordinary visitor."),
    is_counted: z.boolean().describe("Whether the visit would count as a click."),
    warnings: RuleWarnings,
  })
  .meta({
    id: "Simulation",
    examples: [
      {
        outcome: "redirect",
        status: 302,
        location: "https://example.com/de",
        destination: "https://example.com/de",
        rule: "German",
        variant: null,
        class: "human",
        class_reason: null,
        is_counted: true,
        warnings: [],
      },
    ],
  });
export type Simulation = z.infer<typeof Simulation>;
