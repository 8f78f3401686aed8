import { hash } from "node:crypto";
import type { Classification } from "@shunt/visitor/classify";
import { toPublicAddress } from "@shunt/visitor/public-address";
import QuickLRU from "quick-lru";

/** What a visitor has been seen doing on one link. */
interface Seen {
  heads: number;
  lastHeadAt: number;
  gets: number;
  burstStartedAt: number;
  burst: number;
}

/** Messengers look a link over by several HEADs and fetch it once, within moments. */
const headsOfPreview = 2;
const previewWindowMs = 30_000;
/** Nobody follows the same link so often by hand; what goes beyond it within the window is no person. */
const clicksOfPerson = 30;
const burstWindowMs = 10_000;
const maxRemembered = 50_000;
/** Networks on a link and day; each with its agents. */
const maxNetworks = 5_000;
/**
 * Different agents of one public address, or of one /64, that are people on a link within a UTC day: more than an office or
 * a mobile carrier's gateway usually shows, and fewer than a program that makes them up.
 */
export const maxAgentsOfNetwork = 50;
export const manyAgents: Classification = { class: "suspect", reason: "many agents" };

export interface VisitorPatterns {
  /** @param visitor one visitor on one link; @param at milliseconds since the epoch */
  recordHead(visitor: string, at: number): void;
  /** What the visitor's behaviour says of this click; undefined when it says nothing. */
  checkVisit(visitor: string, ip: string, at: number): Classification | undefined;
  /** What the number of agents of a network on a link and day says, for visitors who are noted nowhere else. */
  checkAgent(network: string, ip: string, userAgent: string): Classification | undefined;
}

/**
 * Tells machines from people by what they do on a link within seconds, as far as this worker has seen it. Only public
 * addresses are judged: behind a proxy that is not listed in `TRUSTED_PROXIES`, all people share one private address.
 */
export function createVisitorPatterns(): VisitorPatterns {
  const visitors = new QuickLRU<string, Seen>({ maxSize: maxRemembered });
  const networks = new QuickLRU<string, Set<string>>({ maxSize: maxNetworks });
  const seenOf = (visitor: string): Seen => {
    const known = visitors.get(visitor);
    if (known) return known;
    const seen: Seen = { heads: 0, lastHeadAt: 0, gets: 0, burstStartedAt: 0, burst: 0 };
    visitors.set(visitor, seen);
    return seen;
  };
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
        seen.gets === 1 && seen.heads >= headsOfPreview && Math.abs(at - seen.lastHeadAt) <= previewWindowMs;
      if (!isPreview && seen.burst <= clicksOfPerson) return undefined;
      if (toPublicAddress(ip) === undefined) return undefined;
      return isPreview ? { class: "preview", reason: "several HEADs" } : { class: "suspect", reason: "burst" };
    },
    checkAgent(network, ip, userAgent) {
      const agents = networks.get(network) ?? new Set();
      const agent = hash("sha1", userAgent, "base64").slice(0, 12);
      if (agents.has(agent)) return undefined;
      if (agents.size >= maxAgentsOfNetwork && toPublicAddress(ip) !== undefined) return manyAgents;
      if (agents.size < maxAgentsOfNetwork) agents.add(agent);
      networks.set(network, agents);
      return undefined;
    },
  };
}
