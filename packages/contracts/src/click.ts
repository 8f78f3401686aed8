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
  /** `Sec-Purpose`, `Purpose` or `X-Moz` of a prefetch; empty for a real visit. */
  purpose: string;
  /** Where the visitor was sent. */
  destination: string;
}

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

const Index = z.int().nonnegative();

/**
 * A batch of clicks in columns: one entry a click in each array, and a dictionary where values repeat. `version` lets old
 * and new services run side by side. `dictionary` holds the distinct strings, the columns hold indexes into it.
 */
export const ClickBatch = z
  .object({
    version: z.literal(1),
    dictionary: z.array(z.string()),
    at: z.array(z.number()),
    linkId: z.array(Index),
    ip: z.array(Index),
    userAgent: z.array(Index),
    referrer: z.array(Index),
    language: z.array(Index),
    marks: z.array(Index),
    purpose: z.array(Index),
    destination: z.array(Index),
  })
  .refine(
    batch => clickColumns.every(column => batch[column].length === batch.at.length),
    "every column must have as many entries as there are clicks",
  )
  .refine(
    batch => clickColumns.every(column => batch[column].every(index => index < batch.dictionary.length)),
    "every index must lie within the dictionary",
  );
export type ClickBatch = z.infer<typeof ClickBatch>;

/** The columns of a batch that index its dictionary. */
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
