import type { Actor } from "./actor.ts";

/** Undefined for no limit. */
export function domainLimitOf(actor: Actor | undefined): readonly number[] | undefined {
  return actor?.kind === "apiKey" ? actor.domainIds : undefined;
}

export function mayUseDomain(actor: Actor | undefined, domainId: number): boolean {
  return domainLimitOf(actor)?.includes(domainId) ?? true;
}
