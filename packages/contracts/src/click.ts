import { z } from "zod";

/**
 * One answered visit, as the edge saw it. Lives in the spool and the queue only; the address never reaches the database.
 */
export interface Click {
  /** Empty when the visit met no link: `missed` says what was asked for then. */
  linkId: string;
  /** Milliseconds since the epoch. */
  at: number;
  ip: string;
  userAgent: string;
  referrer: string;
  language: string;
  /** Analytics marks of the visited URL, `utm_*` and `qr`, as a query string; empty for most. */
  marks: string;
  /** What the request was for, as `purposes` and the browser say, separated by spaces; empty for a plain visit. */
  purpose: string;
  /** Where the visitor was sent. */
  destination: string;
  /** `domain id/code` of a visit that met no link; the code is empty for the domain's root. */
  missed: string;
  /** The `traceparent` of the visit, where it was traced. */
  trace?: string;
}

/** What the edge itself says of a visit. The word of a request that is made ahead of a click may follow. */
export const purposes = {
  /** The visitor hung up before the answer left. */
  aborted: "aborted",
  /** `HEAD`: never counted, but it tells a preview from a person. */
  head: "head",
  /** `Sec-GPC: 1` or `DNT: 1`: to be counted, and not to be profiled. */
  optOut: "opt-out",
} as const;

/**
 * The word by which a header such as `Sec-Purpose: prefetch;prerender` says that a request is made ahead of a click, in
 * lower case; undefined where it says something else.
 */
export function aheadOf(purpose: string): string | undefined {
  return /prefetch|prerender|preview/i.exec(purpose)?.[0].toLowerCase();
}

/** Longest value of each text field of a click; the edge cuts what is longer. */
export const clickFieldLimits = {
  ip: 45,
  userAgent: 512,
  referrer: 1024,
  language: 100,
  marks: 512,
  purpose: 60,
  destination: 8192,
} as const;

/** The columns of a batch that index its dictionary, in the order in which they are written. Append only. */
export const clickColumns = [
  "linkId",
  "ip",
  "userAgent",
  "referrer",
  "language",
  "marks",
  "purpose",
  "destination",
  "missed",
] as const;

/** Of so many clicks a batch tells the traces. */
export const tracesInBatch = 32;

/** What services of before overlook. */
const tracing = {
  /** Of clicks that were traced, indexes into the dictionary, of entries that no column refers to. */
  traces: z.array(z.int().nonnegative()).max(tracesInBatch).optional(),
  /** Within which the batch was sent, if that was traced (https://www.w3.org/TR/trace-context/). */
  traceparent: z.string().max(100).optional(),
};

const columnsOfVersion2 = {
  count: z.int().nonnegative(),
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
};

/**
 * A batch of clicks in columns, with a dictionary of the distinct strings. A column is the base64 of an array of
 * little-endian numbers, one a click: `at` floats of 64 bits, milliseconds since the epoch; the others unsigned of 16 bits,
 * indexes into the dictionary. That is smaller than JSON's numbers, and costs next to nothing to write and to read.
 * `version` lets old and new services run side by side: what an edge of the version before has sent is read as well. Its
 * `at` is signed of 32 bits, milliseconds after `from`, and so does not reach beyond 24 days.
 */
export const ClickBatch = z.discriminatedUnion("version", [
  z.object({ version: z.literal(2), from: z.int().nonnegative(), ...columnsOfVersion2, ...tracing }),
  z.object({ version: z.literal(3), ...columnsOfVersion2, missed: z.string(), ...tracing }),
]);
export type ClickBatch = z.infer<typeof ClickBatch>;

/** The newest version of a batch that this code knows. */
export const clickBatchVersion = 3;
