import { type DomainRules, linkDefaultFields } from "@shunt/contracts/domains";
import { dependsOnVisitor, type InPreview, type LinkRules, type RuleName, toPreview } from "@shunt/contracts/links";
import type { Decide, Finish } from "./behaviour.ts";
import { behaviours } from "./behaviours.ts";

/** The behaviours of a link, ready to decide by. */
export interface CompiledRules {
  /** In order of precedence. */
  decide: readonly Decide[];
  finish: readonly Finish[];
  countsClicks: boolean;
  /** The one of `decide` that asks for the password of a locked link. */
  lock: Decide | undefined;
  /** If so, browsers must not cache the answer. */
  dependsOnVisitor: boolean;
  inPreview: InPreview;
}

/** By the rules of the link, or those of the domain for a plain link. */
const compiled = new WeakMap<object, { domainRules: DomainRules | null; result: CompiledRules | "unsupported" }>();

const order = Object.keys(behaviours) as RuleName[];

/**
 * Compiles the rules of a link with the defaults of its domain, once for each pair. Returns "unsupported" for rules of a
 * newer release: to overlook one could open a locked link.
 */
export function compileRules(rules: LinkRules | null, domainRules: DomainRules | null): CompiledRules | "unsupported" {
  const key = rules ?? domainRules ?? nothing;
  const known = compiled.get(key);
  if (known !== undefined && known.domainRules === domainRules) return known.result;
  const result = compile({ ...toDefaults(domainRules), ...rules });
  compiled.set(key, { domainRules, result });
  return result;
}

const nothing = {};

function toDefaults(domainRules: DomainRules | null): LinkRules {
  const defaults = linkDefaultFields.filter(field => domainRules?.[field] !== undefined);
  return Object.fromEntries(defaults.map(field => [field, domainRules?.[field]]));
}

function compile(rules: LinkRules): CompiledRules | "unsupported" {
  if (!Object.keys(rules).every(field => Object.hasOwn(behaviours, field))) return "unsupported";
  const decide: Decide[] = [];
  const finish: Finish[] = [];
  let lock: Decide | undefined;
  let countsClicks = false;
  for (const field of order) {
    const value = rules[field];
    if (value === undefined) continue;
    const parts = behaviours[field](value as never, rules);
    if (parts === "unsupported") return parts;
    if (parts.decide) decide.push(parts.decide);
    if (field === "lock") lock = parts.decide;
    if (parts.finish) finish.push(parts.finish);
    if (parts.countsClicks) countsClicks = true;
  }
  return {
    decide,
    finish,
    lock,
    countsClicks,
    dependsOnVisitor: dependsOnVisitor(rules).length > 0,
    inPreview: toPreview(rules),
  };
}
