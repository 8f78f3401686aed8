import { z } from "zod";
import { text } from "../../text.ts";
import { countries } from "./countries.ts";

/** The longest text that a condition compares with. */
export const ComparedText = text({ min: 1, max: 253 }).describe("The text to compare with.");

export const Country = text({ min: 1, max: 10 })
  .overwrite(value => value.toUpperCase())
  .refine(value => countries.includes(value), "must be an ISO 3166-1 code such as DE or GB")
  .describe("ISO 3166-1 code of two letters, such as `DE`.");

/** A basic language range (RFC 4647, 2.1) without `*`, which every visitor would match. */
export const Language = text({ min: 1, max: 35 })
  .overwrite(value => value.replaceAll("_", "-").toLowerCase())
  .refine(value => /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}$/.test(value), "must be a language such as de, pt-BR or zh-Hant")
  .describe("Language such as `de`, which also matches `de-AT`, or `de-AT`, which does not match `de`.");

const addressForms = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

export const Address = text({ min: 1, max: 43 })
  .refine(
    value => addressForms.safeParse(value).success,
    "must be an IP address such as 192.0.2.7 or a range such as 2001:db8::/32",
  )
  .describe("IPv4 or IPv6 address, or a range in CIDR notation.");

const ClockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time of day such as 09:30" })
  .describe("Time of day such as `09:30`.");

/** Minutes of the day from `from` up to, but not including, `until`; over midnight if `until` is earlier. */
export const DailyWindow = z
  .strictObject({ from: ClockTime, until: ClockTime })
  .refine(({ from, until }) => from !== until, { error: "must be later than from", path: ["until"] })
  .describe("From `from` up to, but not including, `until`, such as `22:00` to `06:00`.");
export type DailyWindow = z.output<typeof DailyWindow>;

/** @param instant schema of a time, whose output is its text in UTC */
export const dateWindow = <I extends z.ZodType<string>>(instant: I) =>
  z
    .strictObject({
      from: instant.optional().describe("The first moment."),
      until: instant.optional().describe("The first moment after it."),
    })
    .superRefine(({ from, until }, ctx) => {
      if (from === undefined && until === undefined) {
        ctx.addIssue({ code: "custom", message: "must have from, until or both" });
      } else if (from !== undefined && until !== undefined && from >= until) {
        ctx.addIssue({ code: "custom", message: "must be later than from", path: ["until"] });
      }
    })
    .describe("From `from` up to, but not including, `until`. One of them may be omitted.");
