import { z } from "zod";

interface ClickColumnEntry {
  /** The edge cuts longer values, so that no visitor decides how large a click is. */
  maxLength: number;
  /** Older versions do not write this column; it reads as empty then. Every new column is optional. */
  isOptional?: true;
}

/**
 * The text columns of a click, in the order in which batches and spool lines write them. Append only: old and new services
 * read each other's batches.
 */
export const clickColumns = {
  /** Empty for a visit without a link. */
  linkId: { maxLength: 36 },
  ip: { maxLength: 45 },
  userAgent: { maxLength: 512 },
  referrer: { maxLength: 1024 },
  language: { maxLength: 100 },
  /** Analytics marks of the visited URL, `utm_*` and `qr`, as a query string; empty for most. */
  marks: { maxLength: 512 },
  /** Purpose of the request, as `toPurpose` writes it; empty for a plain visit. */
  purpose: { maxLength: 60 },
  /** Where the visitor was sent. */
  destination: { maxLength: 8192 },
  /** Domain and code of a visit without a link, as `toMissed` writes them. */
  missed: { maxLength: 100, isOptional: true },
} as const satisfies Record<string, ClickColumnEntry>;

export type ClickColumn = keyof typeof clickColumns;

const entries = Object.entries(clickColumns) as [ClickColumn, ClickColumnEntry][];
export const clickColumnNames = entries.map(([name]) => name);
/** Columns that every version writes. */
export const requiredClickColumns = entries.filter(([, { isOptional }]) => !isOptional).length;
/**
 * One answered visit, as the edge saw it and as it travels to the worker. Lives in the spool and the queue only; the address
 * never reaches the database.
 */
export interface Click extends Record<ClickColumn, string> {
  /** Milliseconds since the epoch. */
  at: number;
  /** The `traceparent` of the visit, where it was traced. */
  trace?: string;
}

/** A click without any text. */
export const emptyClick: Click = {
  at: 0,
  ...(Object.fromEntries(clickColumnNames.map(name => [name, ""])) as Record<ClickColumn, string>),
};

/** Most clicks of a batch that carry a trace. */
export const tracesInBatch = 32;

const columns = Object.fromEntries(
  entries.map(([name, { isOptional }]) => [name, isOptional ? z.string().optional() : z.string()]),
) as Record<ClickColumn, z.ZodOptional<z.ZodString>>;

const common = {
  count: z.int().nonnegative(),
  dictionary: z.array(z.string()).max(2 ** 16),
  at: z.string(),
  ...columns,
  /** Indexes of traces in the dictionary, of entries that no column refers to. Older services ignore them. */
  traces: z.array(z.int().nonnegative()).max(tracesInBatch).optional(),
  /** Span within which the batch was sent, if that was traced (https://www.w3.org/TR/trace-context/). */
  traceparent: z.string().max(100).optional(),
};

/**
 * A batch of clicks in columns, with a dictionary of the distinct strings. A column is the base64 of an array of
 * little-endian numbers, one a click: `at` floats of 64 bits, milliseconds since the epoch; the others unsigned of 16 bits,
 * indexes into the dictionary. That is smaller than JSON's numbers, and costs next to nothing to write and to read.
 * `version` lets old and new services run side by side: a batch from an edge one version older is read as well. Its `at` is
 * signed of 32 bits, milliseconds after `from`, and so does not reach beyond 24 days.
 */
export const ClickBatch = z.discriminatedUnion("version", [
  z.object({ version: z.literal(2), from: z.int().nonnegative(), ...common }),
  z.object({ version: z.literal(3), ...common }),
]);
export type ClickBatch = z.infer<typeof ClickBatch>;

/** The newest version of a batch that this code knows. */
export const clickBatchVersion = 3;
