import type { RuleField } from "@shunt/contracts/links";
import type { Compile } from "./behaviour.ts";
import { card } from "./card.ts";
import { compileRuleList } from "./rules/compile-rules.ts";

/** All behaviours of links, in order of precedence. */
export const behaviours: { readonly [F in RuleField]: Compile<F> } = {
  card,
  rules: compileRuleList,
  cache_seconds: cacheSeconds => ({ finish: target => ({ ...target, cacheSeconds }) }),
  referrer_policy: referrerPolicy => ({ finish: target => ({ ...target, referrerPolicy }) }),
};
