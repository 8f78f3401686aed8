import { toStorable } from "./text.ts";

/** Names of rules and variants are not longer (`PartName`). */
const maxName = 50;

/** Choices of the redirect for a visit, as far as the link left any. */
export interface Choice {
  /** Name of the rule that matched. */
  rule: string | null;
  /** Name of the variant of a split. */
  variant: string | null;
  /** Class of the click, if the choice depended on it. */
  class: string | null;
  /** Reason for the class. */
  reason: string | null;
}

export const noChoice: Choice = { rule: null, variant: null, class: null, reason: null };
const fields = Object.keys(noChoice) as (keyof Choice)[];

/** The `chosen` column of a click: a query string, empty if nothing was chosen. */
export function toChosen(chosen: Partial<Choice>): string {
  let column = "";
  for (const field of fields) {
    const value = chosen[field];
    // Faster than URLSearchParams, and every click on a link with rules may have a class.
    if (value) column += `${column && "&"}${field}=${encodeURIComponent(value.toWellFormed())}`;
  }
  return column;
}

/** Reads the `chosen` column of a click. Unknown fields are ignored. */
export function parseChosen(column: string): Choice {
  if (column === "") return noChoice;
  const found = new URLSearchParams(column);
  const chosen = { ...noChoice };
  for (const field of fields) chosen[field] = toStorable(found.get(field) ?? "", maxName) || null;
  return chosen;
}
