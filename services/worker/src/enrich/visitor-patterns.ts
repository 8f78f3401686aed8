import { hash } from "node:crypto";
import type { Classification } from "@shunt/visitor/classify";
import { memoize } from "@shunt/visitor/memoize";
import { toPublicAddress } from "@shunt/visitor/public-address";
import QuickLRU from "quick-lru";

/** Recent requests of one visitor on one link. */
interface Seen {
  heads: number;
  lastHeadAt: number;
  gets: number;
  burstStartedAt: number;
  burst: number;
}

/** Messengers send several HEAD requests for a link and fetch it once within moments. */
const minPreviewHeads = 2;
const previewWindowMs = 30_000;
/** Clicks on one link within the window that a person may make by hand. More are suspect. */
const maxHumanClicks = 30;
const burstWindowMs = 10_000;
const maxRemembered = 50_000;
/** Pairs of a network and a link on one day, each with its set of agents. */
const maxNetworks = 5_000;
/** User agents whose hash is kept. */
const maxAgents = 1_000;
/**
 * User agents per link, UTC day and public address or /64 that count as human: more than an office or carrier shows,
 * fewer than a program makes up.
 */
export const maxAgentsOfNetwork = 50;
export const manyAgents: Classification = { class: "suspect", reason: "many agents" };

export interface VisitorPatterns {
  /**
   * @param visitor one visitor on one link
   * @param at milliseconds since the epoch
   */
  recordHead(visitor: string, at: number): void;
  /** Records a visit; undefined if it looks human. */
  checkVisit(visitor: string, ip: string, at: number): Classification | undefined;
  /** Classifies a visit by the number of agents in its network, for visitors that are not stored. */
  checkAgent(network: string, ip: string, userAgent: string): Classification | undefined;
}

/**
 * Distinguishes bots from humans by their behaviour within seconds, as far as this worker sees it. Only public
 * addresses are checked: behind a proxy that is missing from `TRUSTED_PROXIES`, all visitors share one private address.
 */
export function createVisitorPatterns(): VisitorPatterns {
  const seenOf = memoize(
    (): Seen => ({ heads: 0, lastHeadAt: 0, gets: 0, burstStartedAt: 0, burst: 0 }),
    maxRemembered,
  );
  const hashOf = memoize(userAgent => hash("sha1", userAgent, "base64").slice(0, 12), maxAgents);
  const networks = new QuickLRU<string, Set<string>>({ maxSize: maxNetworks });
  return {
    recordHead(visitor, at) {
      const seen = seenOf(visitor);
      seen.heads = at - seen.lastHeadAt > previewWindowMs ? 1 : seen.heads + 1;
      seen.lastHeadAt = at;
    },
    checkVisit(visitor, ip, at) {
      const seen = seenOf(visitor);
      seen.gets += 1;
      if (Math.abs(at - seen.burstStartedAt) > burstWindowMs) {
        seen.burstStartedAt = at;
        seen.burst = 0;
      }
      seen.burst += 1;
      const isPreview =
        seen.gets === 1 && seen.heads >= minPreviewHeads && Math.abs(at - seen.lastHeadAt) <= previewWindowMs;
      if (!isPreview && seen.burst <= maxHumanClicks) return undefined;
      if (toPublicAddress(ip) === undefined) return undefined;
      return isPreview ? { class: "preview", reason: "several HEADs" } : { class: "suspect", reason: "burst" };
    },
    checkAgent(network, ip, userAgent) {
      const agents = networks.get(network) ?? new Set();
      const agent = hashOf(userAgent);
      if (agents.has(agent)) return undefined;
      if (agents.size >= maxAgentsOfNetwork && toPublicAddress(ip) !== undefined) return manyAgents;
      if (agents.size < maxAgentsOfNetwork) agents.add(agent);
      networks.set(network, agents);
      return undefined;
    },
  };
}
