import { type DomainRules, linkDefaultFields } from "@shunt/contracts/domains";
import { dependsOnVisitor, type InPreview, type LinkRules, type RuleName, toPreview } from "@shunt/contracts/links";
import type { Behaviour, Compile, Decide, Finish } from "./behaviour.ts";
import { behaviours } from "./behaviours.ts";

/** The behaviours of a link, ready to decide by. */
export interface CompiledRules {
  isSupported: true;
  /** Of the domain that they were compiled with. */
  domainRules: DomainRules | null;
  /** In order of precedence. */
  deciding: readonly Deciding[];
  finish: readonly Finish[];
  countsClicks: boolean;
  /** The one of `deciding` that asks for the password of a locked link. */
  lock: Deciding | undefined;
  /** If so, browsers must not cache the answer. */
  dependsOnVisitor: boolean;
  inPreview: InPreview;
}

/** A behaviour that decides. Kept whole, because a visit finds an object faster than a function and its variables. */
export type Deciding = Behaviour & { decide: Decide };

type Compiled = CompiledRules | (Pick<CompiledRules, "domainRules"> & { isSupported: false });

/** By the rules of the link, or those of the domain for a plain link. */
const compiledRules = new WeakMap<object, Compiled>();

const order = Object.keys(behaviours) as RuleName[];

/**
 * Compiles the rules of a link with the defaults of its domain, once for each pair. Returns "unsupported" for rules of a
 * newer release: to overlook one could open a locked link.
 */
export function compileRules(rules: LinkRules | null, domainRules: DomainRules | null): CompiledRules | "unsupported" {
  const key = rules ?? domainRules ?? nothing;
  let compiled = compiledRules.get(key);
  if (compiled === undefined || compiled.domainRules !== domainRules) {
    compiled = compile({ ...toDefaults(domainRules), ...rules }, domainRules);
    compiledRules.set(key, compiled);
  }
  return compiled.isSupported ? compiled : "unsupported";
}

const nothing = {};

function toDefaults(domainRules: DomainRules | null): LinkRules {
  const defaults = linkDefaultFields.filter(field => domainRules?.[field] !== undefined);
  return Object.fromEntries(defaults.map(field => [field, domainRules?.[field]]));
}

function compile(rules: LinkRules, domainRules: DomainRules | null): Compiled {
  const compiled = compileEach(rules);
  if (compiled === "unsupported") return { isSupported: false, domainRules };
  const all = [...compiled.values()];
  const finish = all.flatMap(behaviour => behaviour.finish ?? []);
  return {
    isSupported: true,
    domainRules,
    deciding: all.filter(decides),
    finish: finish.length === 0 ? noSteps : finish,
    lock: [compiled.get("lock")].find(decides),
    countsClicks: all.some(({ countsClicks = false }) => countsClicks),
    dependsOnVisitor: dependsOnVisitor(rules).length > 0,
    inPreview: toPreview(rules),
  };
}

/** Returns the behaviours in order of precedence. */
function compileEach(rules: LinkRules): Map<RuleName, Behaviour> | "unsupported" {
  const compiled = new Map<RuleName, Behaviour>();
  if (!Object.keys(rules).every(field => Object.hasOwn(behaviours, field))) return "unsupported";
  for (const field of order) {
    const behaviour = compileField(field, rules);
    if (behaviour === undefined) continue;
    if (behaviour === "unsupported") return behaviour;
    compiled.set(field, behaviour);
  }
  return compiled;
}

function compileField<F extends RuleName>(field: F, rules: LinkRules): ReturnType<Compile<F>> | undefined {
  const value = rules[field];
  return value === undefined ? undefined : behaviours[field](value, rules);
}

function decides(behaviour: Behaviour | undefined): behaviour is Deciding {
  return behaviour?.decide !== undefined;
}

/** Shared, so that the processor's cache holds it. */
const noSteps: readonly Finish[] = [];
