import { linkFields } from "./link-fields.ts";
import { type LinkRules, type LinkSettings, type RuleField, ruleFields } from "./link-settings.ts";
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
  return toEntries(rules).flatMap(([field]) =>
    toTargets(rules, field).map(({ pointer, url }) => ({ pointer: `/${field}${pointer}`, url })),
  );
}

const traits: { readonly [F in RuleField]: { targets(value: NonNullable<LinkRules[F]>): readonly RuleTarget[] } } =
  linkFields;

function toTargets<F extends RuleField>(rules: LinkRules | null, field: F): readonly RuleTarget[] {
  const value = rules?.[field];
  return value === undefined || value === null ? [] : traits[field].targets(value);
}

/** All URLs that a link may send visitors to, with JSON pointers from the link: the destination first, then the fallback. */
export function toPointedTargets({
  targetUrl,
  fallbackUrl,
  rules,
}: Pick<LinkSettings, "targetUrl" | "fallbackUrl" | "rules">): RuleTarget[] {
  return [
    { pointer: "/original_url", url: targetUrl },
    ...(fallbackUrl === null ? [] : [{ pointer: "/fallback_url", url: fallbackUrl }]),
    ...toRuleTargets(rules),
  ];
}

/** The different URLs of `toPointedTargets`, each with the settings that have it. */
export function toDestinations(link: Parameters<typeof toPointedTargets>[0]): { url: string; settings: string[] }[] {
  const settingsOf = Map.groupBy(toPointedTargets(link), ({ url }) => url);
  return [...settingsOf].map(([url, targets]) => ({ url, settings: targets.map(({ pointer }) => pointer) }));
}

function toEntries(rules: LinkRules | null) {
  if (rules === null) return [];
  return ruleFields.flatMap(field => (rules[field] === undefined ? [] : [[field, rules[field]] as const]));
}
