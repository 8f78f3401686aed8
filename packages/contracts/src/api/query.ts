import { z } from "zod";

/** A parameter that may stand in the query several times. Parses to an array. */
export function many<T extends z.ZodType>(item: T, max: number) {
  return z.union([item.transform(value => [value]), z.array(item).min(1).max(max)]);
}

/** `true` or `false`. */
export function flag(byDefault: boolean) {
  return z
    .enum(["true", "false"])
    .default(byDefault ? "true" : "false")
    .transform(value => value === "true");
}

/** Where a page begins, opaque to clients. Long enough for every `next_cursor`. */
export const Cursor = z.string().min(1).max(400).optional();
