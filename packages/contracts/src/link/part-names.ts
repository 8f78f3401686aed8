import type { z } from "zod";
import { text } from "../text.ts";

/** Name of a rule or a variant, which statistics show. */
export const PartName = text({ min: 1, max: 50 }).overwrite(name => name.normalize("NFC"));

/**
 * Names those without a name `<kind> 1`, `<kind> 2`, … by the smallest free number. Adds an issue for each name that an
 * earlier part has, ignoring case as filters of statistics do.
 *
 * @param path of the list
 */
export function nameParts<T extends { name?: string | undefined }>(
  kind: string,
  parts: readonly T[],
  ctx: z.RefinementCtx,
  path: readonly string[] = [],
): (T & { name: string })[] {
  const given = parts.map(({ name }) => name?.toLowerCase());
  for (const [i, name] of given.entries()) {
    if (name === undefined || given.indexOf(name) === i) continue;
    ctx.addIssue({ code: "custom", message: `is the name of another ${kind}`, path: [...path, i, "name"] });
  }
  const taken = new Set(given);
  let number = 1;
  return parts.map(part => {
    if (part.name !== undefined) return { ...part, name: part.name };
    while (taken.has(`${kind} ${number}`)) number += 1;
    taken.add(`${kind} ${number}`);
    return { ...part, name: `${kind} ${number}` };
  });
}
