import { type LinkRules, linkFields, ruleFields } from "./link-fields.ts";
import type { InPreview, RuleTarget } from "./setting-kinds.ts";

/** The fields that are on and give visitors different answers; browsers must not cache the redirect of such a link. */
export function dependsOnVisitor(rules: LinkRules | null): string[] {
  const fields = toEntries(rules).flatMap(([field]) => (linkFields[field].dependsOnVisitor ? field : []));
  return rules?.lock === undefined ? fields : ["password", ...fields];
}

/** The strictest of the behaviours decides. */
export function toPreview(rules: LinkRules | null): InPreview {
  if (rules?.lock !== undefined) return "hidden";
  const kinds = toEntries(rules).map(([field]) => linkFields[field].inPreview as InPreview);
  if (kinds.includes("hidden")) return "hidden";
  return kinds.includes("varies") ? "varies" : "destination";
}

/** All URLs in the behaviours of a link that visitors may be sent to, with JSON pointers from the link. */
export function toRuleTargets(rules: LinkRules | null): RuleTarget[] {
  return toEntries(rules).flatMap(([field, value]) =>
    linkFields[field].targets(value as never).map(({ pointer, url }) => ({ pointer: `/${field}${pointer}`, url })),
  );
}

function toEntries(rules: LinkRules | null) {
  if (rules === null) return [];
  return ruleFields.flatMap(field => (rules[field] === undefined ? [] : [[field, rules[field]] as const]));
}
