import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import type { LinkRules, RuleName } from "@shunt/contracts/links";
import type { Decision } from "./decision.ts";
import type { Facts } from "./facts.ts";
import type { Target } from "./target.ts";
import type { VisitFacts } from "./visit-facts.ts";

/** The arguments of a decision. */
export interface Case {
  link: CachedLink;
  domain: CachedDomain;
  visit: VisitFacts;
  /** Facts derived from the visit, each computed when first read. */
  facts: Facts;
}

/** Returns undefined if the behaviour leaves the visit to the ones after it. */
export type Decide = (given: Case) => Decision | undefined;

/** Completes the target of a redirect. */
export type Finish = (target: Target, given: Case) => Target;

export interface Behaviour {
  decide?: Decide;
  finish?: Finish;
  /** Whether it needs the number of the link's clicks. */
  countsClicks?: boolean;
}

/** Compiles the entry of a link's rules; "unsupported" if it holds what only a newer release knows. */
export type Compile<F extends RuleName> = (
  value: NonNullable<LinkRules[F]>,
  rules: LinkRules,
) => Behaviour | "unsupported";
