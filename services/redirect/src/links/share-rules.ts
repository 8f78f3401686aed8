import type { LinkRule, LinkRules, RuleCondition } from "@shunt/contracts/links";
import { memoize } from "@shunt/visitor/memoize";

/** Characters of JSON. Longer values are rarely equal, and would make the shared ones take too much memory. */
const maxLength = 500;
const maxShared = 1_000;

/** @param before rules that memory has for the link */
type ShareRules = (rules: LinkRules, json: string, before: LinkRules | null | undefined) => LinkRules;

/**
 * Returns a function that returns the same object for equal short rules, such as a UTM mark or a limit that many links have, and
 * the same conditions in longer ones: they take memory, and are compiled, once. Links are refreshed every minute, so it returns
 * the rules from before if they are equal.
 */
export function createRuleSharing(): ShareRules {
  const shareRules = memoize((json: string): LinkRules => JSON.parse(json), maxShared);
  const shareConditions = memoize((json: string): RuleCondition[] => JSON.parse(json), maxShared);

  function withSharedConditions(rule: LinkRule): LinkRule {
    const json = JSON.stringify(rule.conditions);
    return json.length > maxLength ? rule : { ...rule, conditions: shareConditions(json) };
  }

  return (rules, json, before) => {
    if (before && JSON.stringify(before) === json) return before;
    if (json.length <= maxLength) return shareRules(json);
    // A newer release may store rules in another form.
    if (!rules.rules?.every?.(rule => Array.isArray(rule?.conditions))) return rules;
    return { ...rules, rules: rules.rules.map(withSharedConditions) };
  };
}
