import { z } from "zod";

/**
 * An instant as clients write it: ISO 8601 with an offset, or without one and then in UTC. Parses to a `Date` within
 * the years 1970 to 9999, which JavaScript, JSON and Postgres all agree on.
 */
export const Instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true })])
  .transform(value => new Date(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`))
  .refine(date => date.getTime() >= 0 && date.getTime() <= Date.UTC(9999, 11, 31), "must lie in the years 1970 to 9999")
  .meta({ id: "Instant", description: "ISO 8601; in UTC where it has no offset.", examples: ["2026-12-24T18:00:00Z"] });

/** An instant as the API answers it. */
export const InstantText = z.iso.datetime();
