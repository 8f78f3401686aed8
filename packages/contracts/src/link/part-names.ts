import type { z } from "zod";
import { dimensionTable, otherLabel } from "../dimension.ts";
import { text } from "../text.ts";

/** Name of a rule or a variant, which statistics show. */
export const PartName = text({ min: 1, max: 50 }).overwrite(name => name.normalize("NFC"));

/** Labels of statistics for clicks of rare rules or variants, and for those without one. Filters ignore case. */
const usedLabels = [...new Set([otherLabel, dimensionTable.rule.restLabel, dimensionTable.variant.restLabel])];
const usedNames: ReadonlySet<string> = new Set(usedLabels.map(foldName));

/** Names that differ only in case are the same, as in filters of statistics. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/**
 * Names those without a name `<kind> 1`, `<kind> 2`, … by the smallest free number. Adds an issue for each name that an
 * earlier part has or that is a label of statistics.
 *
 * @param path of the list
 */
export function nameParts<T extends { name?: string | undefined }>(
  kind: string,
  parts: readonly T[],
  ctx: z.RefinementCtx,
  path: readonly string[] = [],
): (T & { name: string })[] {
  const given = parts.map(({ name }) => name && foldName(name));
  for (const [i, name] of given.entries()) {
    if (name === undefined) continue;
    const refuse = (message: string) => ctx.addIssue({ code: "custom", message, path: [...path, i, "name"] });
    if (given.indexOf(name) !== i) refuse(`is the name of another ${kind}`);
    else if (usedNames.has(name)) refuse(`must not be ${usedLabels.join(" or ")}, which are labels of statistics`);
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
