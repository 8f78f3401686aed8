import type { LinkRule, RuleCondition } from "@shunt/contracts/links";

/** A rule that leads to `https://example.com/ruled` under the given conditions. */
export function aRule(conditions: readonly RuleCondition[], given: Partial<LinkRule> = {}): LinkRule {
  return { name: "rule 1", url: "https://example.com/ruled", ...given, conditions: [...conditions] };
}
