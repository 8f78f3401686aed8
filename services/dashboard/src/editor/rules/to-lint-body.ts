import { Rules, Split } from "@shunt/contracts/links";
import type { z } from "zod";

/** The request for hints about rules, with what of the rest is valid. Undefined while the rules are not. */
export function toLintBody({ rules, split, original_url }: Record<"rules" | "split" | "original_url", unknown>) {
  const valid = Rules.safeParse(rules);
  if (!valid.success) return undefined;
  const validSplit = Split.safeParse(split);
  return {
    rules: rules as z.input<typeof Rules>,
    ...(validSplit.success && { split: split as z.input<typeof Split> }),
    ...(typeof original_url === "string" && URL.canParse(original_url) && { original_url }),
  };
}
