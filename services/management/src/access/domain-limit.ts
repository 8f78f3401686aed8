import type { Actor } from "./actor.ts";

/** The only domains that an actor can use, for an API key that is limited to some; undefined for no limit. */
export function domainLimitOf(actor: Actor | undefined): readonly number[] | undefined {
  return actor?.kind === "apiKey" ? actor.domainIds : undefined;
}

/** Whether an actor can use a domain: an API key may be limited to some of its user's domains. */
export function mayUseDomain(actor: Actor | undefined, domainId: number): boolean {
  return domainLimitOf(actor)?.includes(domainId) ?? true;
}
