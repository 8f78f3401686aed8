import { z } from "zod";

/** A query parameter that can be repeated. Parses to an array. */
export function many<T extends z.ZodType>(item: T, max: number) {
  return z.union([item.transform(value => [value]), z.array(item).min(1).max(max)]);
}

export function wholeNumber(min: number, max: number) {
  return z.coerce.number<number | string>().int().min(min).max(max);
}

export function flag(byDefault: boolean) {
  return z
    .enum(["true", "false"])
    .default(byDefault ? "true" : "false")
    .transform(value => value === "true");
}

/** Start of a page, opaque to clients. Every `next_cursor` fits. */
export const Cursor = z
  .string()
  .min(1)
  .max(400)
  .optional()
  .describe("The `next_cursor` of the previous page. Omit it for the first page.");

export function pageQuery(bounds: { size: number; maxSize: number }) {
  return { cursor: Cursor, size: wholeNumber(1, bounds.maxSize).default(bounds.size).describe("Items per page.") };
}

export function Page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item).describe("The items of this page."),
    next_cursor: z.string().nullable().describe("The `cursor` of the next page; `null` on the last page."),
  });
}

/** Description of a field that is the former name of another. Both names stay valid. */
export function formerName(of: string) {
  return { description: `Former name of \`${of}\`. Both are valid.` };
}
