import type { RuleName } from "@shunt/contracts/links";
import { openApp } from "./apps/open-app.ts";
import type { Compile } from "./behaviour.ts";
import { card } from "./card.ts";
import { limitClicks } from "./click-limit.ts";
import { cloak } from "./cloak.ts";
import { compileForwardPath } from "./forwarding/extra-path.ts";
import { compileForwardQuery } from "./forwarding/forward-query.ts";
import { compilePlaceholders } from "./forwarding/placeholders.ts";
import { compileUtmMark } from "./forwarding/utm-mark.ts";
import { lock } from "./lock/lock.ts";
import { compileRuleList } from "./rules/compile-rules.ts";
import { split } from "./split/split.ts";

/** All behaviours of links, in order of precedence. */
export const behaviours: { readonly [F in RuleName]: Compile<F> } = {
  card,
  cache_seconds: cacheSeconds => ({ finish: target => ({ ...target, cacheSeconds }) }),
  referrer_policy: referrerPolicy => ({ finish: target => ({ ...target, referrerPolicy }) }),
  // Before limit and rules, and after the policy that it replaces.
  lock,
  max_clicks: limitClicks,
  rules: compileRuleList,
  // After the rules, which are more specific, and before the split, which takes every visitor.
  ios_url: openApp("ios"),
  android_url: openApp("android"),
  // Used by the two above.
  ios_fallback_url: () => ({}),
  android_fallback_url: () => ({}),
  split,
  placeholders: compilePlaceholders,
  forward_path: compileForwardPath,
  forward_query: compileForwardQuery,
  utm_source: compileUtmMark("utm_source"),
  utm_medium: compileUtmMark("utm_medium"),
  utm_campaign: compileUtmMark("utm_campaign"),
  utm_term: compileUtmMark("utm_term"),
  utm_content: compileUtmMark("utm_content"),
  // The last one, as it shows the final target.
  cloak,
};
