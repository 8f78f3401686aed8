import { z } from "zod";

/** The body of a PATCH: the given fields are changed, and at least one must be. A body that is refused anyway gets no second error. */
export function changes<T extends z.ZodRawShape>(fields: T) {
  return z.strictObject(fields).refine(given => Object.keys(given).length > 0, {
    error: "must change at least one field",
    when: ({ issues }) => issues.length === 0,
  });
}
