import { Rules, Split } from "@shunt/contracts/links";

/** The request for hints about rules, with what of the rest is valid. Undefined while the rules are not. */
export function toLintBody({ rules, split, original_url }: Record<"rules" | "split" | "original_url", unknown>) {
  const valid = Rules.safeParse(rules);
  if (!valid.success) return undefined;
  const validSplit = Split.safeParse(split);
  return {
    rules: rules as never,
    ...(validSplit.success && { split: split as never }),
    ...(typeof original_url === "string" && URL.canParse(original_url) && { original_url }),
  };
}
