import type { LinkRule, LinkRules, RuleCondition } from "@shunt/contracts/links";
import { memoize } from "@shunt/visitor/memoize";

/** Characters of JSON. Longer values are rarely equal, and would make the shared ones take too much memory. */
const maxLength = 500;
const maxShared = 1_000;

/**
 * Returns a function that returns the same object for equal short rules, such as a UTM mark or a limit that many links have, and
 * the same conditions in longer ones: they take memory, and are compiled, once.
 */
export function createRuleSharing(): (rules: LinkRules, json: string) => LinkRules {
  const shareRules = memoize((json: string): LinkRules => JSON.parse(json), maxShared);
  const shareConditions = memoize((json: string): RuleCondition[] => JSON.parse(json), maxShared);

  function withSharedConditions(rule: LinkRule): LinkRule {
    const json = JSON.stringify(rule.conditions);
    return json.length > maxLength ? rule : { ...rule, conditions: shareConditions(json) };
  }

  return (rules, json) => {
    if (json.length <= maxLength) return shareRules(json);
    // A newer release may store rules in another form.
    if (!rules.rules?.every?.(rule => Array.isArray(rule?.conditions))) return rules;
    return { ...rules, rules: rules.rules.map(withSharedConditions) };
  };
}
