import { z } from "zod";

/**
 * One answered click, as the edge saw it. Lives in the spool and the queue only; the address never reaches the database.
 */
export interface Click {
  linkId: string;
  /** Milliseconds since the epoch. */
  at: number;
  ip: string;
  userAgent: string;
  referrer: string;
  language: string;
  /** Analytics marks of the visited URL, `utm_*` and `qr`, as a query string; empty for most. */
  marks: string;
  /** `Sec-Purpose`, `Purpose` or `X-Moz` of a prefetch, or `abortedPurpose`; empty for a real visit. */
  purpose: string;
  /** Where the visitor was sent. */
  destination: string;
}

/** The purpose of a click whose visitor hung up before the answer left. */
export const abortedPurpose = "aborted";

/** Longest value of each text field of a click; the edge cuts what is longer. */
export const clickFieldLimits = {
  ip: 45,
  userAgent: 512,
  referrer: 1024,
  language: 100,
  marks: 512,
  purpose: 40,
  destination: 8192,
} as const;

/** The columns of a batch that index its dictionary, in the order in which they are written. */
export const clickColumns = [
  "linkId",
  "ip",
  "userAgent",
  "referrer",
  "language",
  "marks",
  "purpose",
  "destination",
] as const;

/**
 * A batch of clicks in columns, with a dictionary of the distinct strings. A column is the base64 of an array of
 * little-endian numbers, one a click: `at` signed of 32 bits, milliseconds after `from`; the others unsigned of 16 bits,
 * indexes into the dictionary. That is smaller than JSON's numbers, and costs next to nothing to write and to read.
 * `version` lets old and new services run side by side.
 */
export const ClickBatch = z.object({
  version: z.literal(2),
  count: z.int().nonnegative(),
  /** Milliseconds since the epoch. */
  from: z.int().nonnegative(),
  dictionary: z.array(z.string()).max(2 ** 16),
  at: z.string(),
  linkId: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  referrer: z.string(),
  language: z.string(),
  marks: z.string(),
  purpose: z.string(),
  destination: z.string(),
});
export type ClickBatch = z.infer<typeof ClickBatch>;
