import { sql } from "kysely";
import { foldText } from "./fold-text.ts";

/** Far more tags or folders than an account has. */
export const maxCompared = sql.lit(10_000);

/** Returns the texts that equal `given` apart from case, else those with the same folded text. */
export function findSameText(texts: readonly string[], given: string): string[] {
  const same = texts.filter(text => text.toLowerCase() === given.toLowerCase());
  if (same.length > 0) return same;
  const folded = foldText(given);
  return texts.filter(text => foldText(text) === folded);
}
