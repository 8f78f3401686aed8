import { BatchLoader, inBatches, Overloaded, repeat } from "@shunt/runtime";
import { KnownUses, type Use } from "./known-uses.ts";
import type { Terms } from "./lease.ts";
import type { Reservation, UseRequest } from "./use-store.ts";

/**
 * Counts the clicks of links before they redirect. Each number that a click gets was committed in Postgres before, so no
 * limit is ever exceeded, whatever fails.
 */
export interface LinkUses {
  /**
   * Takes the next click of a link, in the same tick if this process holds one.
   *
   * @param terms `max_clicks`, infinite without a limit, of a version of the link
   * @throws Error if this process holds none and Postgres does not answer
   */
  take(linkId: string, terms: Terms): Use | Promise<Use>;
  /** Returns the number of clicks so far. @throws Error as above */
  count(linkId: string, terms: Terms): number | Promise<number>;
  /** Puts a click back whose visitor was not redirected. */
  giveBack(linkId: string, use: Use): void;
  /** Number of clicks that this process has reserved and that no visitor has used. */
  held(): number;
  /** Returns all held clicks to Postgres. */
  stop(): Promise<void>;
}

export interface LinkUsesDeps {
  reserve: (requests: readonly UseRequest[]) => Promise<readonly (Reservation | undefined)[]>;
  readUses: (linkIds: readonly string[]) => Promise<readonly (number | undefined)[]>;
  returnUses: (unused: ReadonlyMap<string, number>) => Promise<void>;
  /** Called with the number of held clicks that Postgres may not have got back. */
  onLost: (clicks: number, err: unknown) => void;
  /** Milliseconds. */
  now: () => number;
}

/** Waiting visitors of one link; more would wait longer than a visitor does. */
const maxWaiting = 10_000;
const bounds = { maxBatch: 200, maxInFlight: 2, maxWaiting };
const returnEveryMs = 1_000;

export function createLinkUses({ reserve, readUses, returnUses, onLost, now }: LinkUsesDeps): LinkUses {
  const known = new Map<string, KnownUses>();
  const readUse = inBatches(readUses);
  const reservations = new BatchLoader<KnownUses, Reservation | undefined>({
    ...bounds,
    loadMany: links => reserve(links.map(link => link.toRequest(now()))),
    settle: (waiter, reservation) => waiter.resolve(reservation),
  });

  function usesOf(linkId: string): KnownUses {
    const found = known.get(linkId);
    if (found !== undefined) return found;
    const uses = new KnownUses(linkId);
    known.set(linkId, uses);
    return uses;
  }

  function reserveFor(uses: KnownUses): void {
    if (uses.isReserving || uses.waiting.length === 0) return;
    uses.isReserving = true;
    const resolve = (reservation: Reservation | undefined) => {
      uses.serve(reservation, now());
      reserveFor(uses);
    };
    reservations.add({ key: uses, resolve, reject: err => uses.fail(err) });
  }

  /** @param at idle links are those without a click since two seconds before */
  async function returnHeld(at: number): Promise<void> {
    const unused = new Map<string, number>();
    for (const uses of known.values()) {
      const dropped = uses.dropUnused(at);
      if (dropped > 0) unused.set(uses.linkId, dropped);
      else if (uses.isForgettable(at)) known.delete(uses.linkId);
    }
    if (unused.size === 0) return;
    // Once only: after an error, Postgres may have got them back all the same.
    await returnUses(unused).catch(err => onLost(sum(unused.values()), err));
  }

  const returning = repeat({
    run: () => returnHeld(now()),
    everyMs: returnEveryMs,
    onError: err => onLost(0, err),
  });

  return {
    take(linkId, terms) {
      const uses = usesOf(linkId);
      const use = uses.take(terms, now());
      if (use !== undefined) return use;
      if (uses.waiting.length >= maxWaiting) return Promise.reject(new Overloaded("too many visitors are waiting"));
      return new Promise((resolve, reject) => {
        uses.waiting.push({ terms, resolve, reject });
        reserveFor(uses);
      });
    },
    count(linkId, terms) {
      const uses = usesOf(linkId);
      const at = now();
      return uses.count(terms, at) ?? countInPostgres(uses, terms.limit, at);
    },
    giveBack(linkId, { taken }) {
      if (taken) usesOf(linkId).giveBack(taken);
    },
    held: () => sum([...known.values()].map(({ lease }) => lease.size)),
    async stop() {
      await returning.stop();
      await returnHeld(Number.POSITIVE_INFINITY);
    },
  };

  async function countInPostgres(uses: KnownUses, limit: number, at: number): Promise<number> {
    try {
      const used = (await readUse(uses.linkId)) ?? Number.POSITIVE_INFINITY;
      uses.learn(used, at);
      return used;
    } catch (err) {
      const used = uses.recall(limit);
      if (used === undefined) throw err;
      return used;
    }
  }
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
