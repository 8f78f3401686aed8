import { z } from "zod";

/** A parameter that may stand in the query several times. Parses to an array. */
export function many<T extends z.ZodType>(item: T, max: number) {
  return z.union([item.transform(value => [value]), z.array(item).min(1).max(max)]);
}

/** A number as the query has it: in digits. */
export function wholeNumber(min: number, max: number) {
  return z.coerce.number<number | string>().int().min(min).max(max);
}

/** `true` or `false`. */
export function flag(byDefault: boolean) {
  return z
    .enum(["true", "false"])
    .default(byDefault ? "true" : "false")
    .transform(value => value === "true");
}

/** Where a page begins, opaque to clients. Long enough for every `next_cursor`. */
export const Cursor = z
  .string()
  .min(1)
  .max(400)
  .optional()
  .meta({ description: "The `next_cursor` of the page before." });

/** The query of a list that comes in pages. */
export function pageQuery(bounds: { size: number; maxSize: number }) {
  return { cursor: Cursor, size: wholeNumber(1, bounds.maxSize).default(bounds.size) };
}

/** A page of a list. */
export function Page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().meta({ description: "Null on the last page." }),
  });
}

/** Describes a field by its former name, which stays. */
export function formerName(of: string) {
  return { description: `The former name of \`${of}\`; both are valid.` };
}
