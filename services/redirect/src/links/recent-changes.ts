import type { LinkAddress } from "@shunt/cache";
import type { LinkChange } from "@shunt/contracts/cached";
import { toKey } from "./link-resolver.ts";

export interface ChangeListener {
  forget(change: LinkChange): void;
  forgetAll(): void;
  /** @param isTrusted false while changes may be missed */
  setTrusted(isTrusted: boolean): void;
}

/**
 * Links that changed recently and that a lagging replica may not have yet. Time is measured in rounds; each begins with
 * a query for the position of the primary.
 */
export interface RecentChanges extends ChangeListener {
  /** Number of links with a change that the replica may lack. */
  size(): number;
  nextRound(): number;
  /** Drops changes from before a round, which the replica has by now. */
  cover(round: number): void;
  /** Whether the replica may lack a change of the link; "perhaps" if changes may have been missed. */
  hasChanged(address: LinkAddress): "yes" | "perhaps" | "no";
}

/** Tracked links; above it any link counts as perhaps changed. */
const maxTracked = 100_000;

export function createRecentChanges(): RecentChanges {
  /** The round of the last change of each link, oldest first. */
  const changes = new Map<string, number>();
  let round = 0;
  let covered = 0;
  let isTrusted = false;
  /** The last round in which any link may have changed. */
  let missedIn = 0;

  function forgetAll(): void {
    missedIn = round;
  }

  return {
    size: () => changes.size,
    forget(change) {
      const key = toKey(change.domainId, change.code);
      // A map keeps the place of an existing key.
      changes.delete(key);
      changes.set(key, round);
      if (changes.size <= maxTracked) return;
      changes.clear();
      forgetAll();
    },
    forgetAll,
    setTrusted(value) {
      isTrusted = value;
      forgetAll();
    },
    nextRound: () => ++round,
    cover(before) {
      covered = before;
      for (const [key, changedIn] of changes) {
        if (changedIn >= covered) return;
        changes.delete(key);
      }
    },
    hasChanged({ domainId, code }) {
      if (changes.has(toKey(domainId, code))) return "yes";
      return isTrusted && missedIn < covered ? "no" : "perhaps";
    },
  };
}
