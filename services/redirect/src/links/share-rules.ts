import type { LinkRules } from "@shunt/contracts/links";
import { memoize } from "@shunt/visitor/memoize";

/** Characters of JSON. Longer rules have destinations of their own, so no other link has the same. */
const maxLength = 500;
const maxShared = 1_000;

/**
 * Returns a function that returns the same object for equal short rules, such as a UTM mark or a limit that many links have: they
 * take memory, and are compiled, once.
 */
export function createRuleSharing(): (rules: LinkRules, json: string) => LinkRules {
  const share = memoize((json: string): LinkRules => JSON.parse(json), maxShared);
  return (rules, json) => (json.length > maxLength ? rules : share(json));
}
