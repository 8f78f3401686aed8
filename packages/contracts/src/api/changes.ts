import { z } from "zod";

/** The body of a PATCH: any of the fields, at least one. The check for one field is skipped if there are other errors. */
export function changes<T extends z.ZodRawShape>(fields: T) {
  return z.strictObject(fields).refine(given => Object.keys(given).length > 0, {
    error: "must change at least one field",
    when: ({ issues }) => issues.length === 0,
  });
}
