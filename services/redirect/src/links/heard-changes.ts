import type { LinkAddress } from "@shunt/cache";
import type { LinkChange } from "@shunt/contracts/cached";
import { toKey } from "./link-resolver.ts";

/** Whoever is told of changes of links. */
export interface ChangeListener {
  /** A link has changed. */
  forget(change: LinkChange): void;
  /** Any link may have changed. */
  forgetAll(): void;
  /** While it is not, changes may be missed. */
  setTrusted(isTrusted: boolean): void;
}

/**
 * What has changed of late, so that a copy which is a little behind is not asked for it. Time is counted in rounds, each of
 * which begins when the primary is asked how far it is.
 */
export interface HeardChanges extends ChangeListener {
  /** Links that are not covered. */
  size(): number;
  /** Begins a round and returns its number. */
  nextRound(): number;
  /** What was heard before that round began the copy knows as well. */
  cover(round: number): void;
  /** Whether the link may have changed since what is covered: for sure, or perhaps, as changes were missed then. */
  hasChanged(address: LinkAddress): "yes" | "perhaps" | "no";
}

/** Beyond so many, any link counts as changed. */
const maxHeard = 100_000;

export function createHeardChanges(): HeardChanges {
  const heard = new Map<string, number>();
  let round = 0;
  let covered = 0;
  let isTrusted = false;
  /** The last round in which any link may have changed. */
  let missedIn = 0;

  function forgetAll(): void {
    missedIn = round;
  }

  return {
    size: () => heard.size,
    forget(change) {
      const key = toKey(change.domainId, change.code);
      // The oldest round comes first in the map.
      heard.delete(key);
      heard.set(key, round);
      if (heard.size <= maxHeard) return;
      heard.clear();
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
      for (const [key, heardIn] of heard) {
        if (heardIn >= covered) return;
        heard.delete(key);
      }
    },
    hasChanged({ domainId, code }) {
      if (heard.has(toKey(domainId, code))) return "yes";
      return isTrusted && missedIn < covered ? "no" : "perhaps";
    },
  };
}
