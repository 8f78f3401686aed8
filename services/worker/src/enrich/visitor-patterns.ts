import { hash } from "node:crypto";
import type { Classification } from "@shunt/visitor/classify";
import { memoize } from "@shunt/visitor/memoize";
import { toPublicAddress } from "@shunt/visitor/public-address";
import QuickLRU from "quick-lru";
import { RecentVisits, type VisitorOnLink } from "./recent-visits.ts";

/** Messengers send several HEAD requests for a link and fetch it once within moments. */
const minPreviewHeads = 2;
const previewWindowMs = 30_000;
/** Clicks on one link within the window that a person may make by hand. More are suspect. */
const maxHumanClicks = 30;
const burstWindowMs = 10_000;
const maxRemembered = 2 ** 16;
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
  /** @param at milliseconds since the epoch */
  recordHead(visitor: VisitorOnLink, at: number): void;
  /** Records a visit; undefined if it looks human. */
  checkVisit(visitor: VisitorOnLink, ip: string, at: number): Classification | undefined;
  /** Takes back a recorded HEAD that will be recorded again. */
  forgetHead(visitor: VisitorOnLink): void;
  /** Takes back a recorded visit that will be recorded again. */
  forgetVisit(visitor: VisitorOnLink, at: number): void;
  /** Classifies a visit by the number of agents in its network, for visitors that are not stored. */
  checkAgent(network: string, ip: string, userAgent: string): Classification | undefined;
}

/**
 * Distinguishes bots from humans by their behaviour within seconds, as far as this worker sees it. Only public
 * addresses are checked: behind a proxy that is missing from `TRUSTED_PROXIES`, all visitors share one private address.
 */
export function createVisitorPatterns(): VisitorPatterns {
  const visits = new RecentVisits(maxRemembered);
  const hashOf = memoize(userAgent => hash("sha1", userAgent, "base64").slice(0, 12), maxAgents);
  const networks = new QuickLRU<string, Set<string>>({ maxSize: maxNetworks });
  return {
    recordHead(visitor, at) {
      const { heads, lastHeadAt } = visits;
      const place = visits.find(visitor, at);
      heads[place] = at - (lastHeadAt[place] as number) > previewWindowMs ? 1 : (heads[place] as number) + 1;
      lastHeadAt[place] = at;
    },
    checkVisit(visitor, ip, at) {
      const { heads, lastHeadAt, gets, burstStartedAt, burst } = visits;
      const place = visits.find(visitor, at);
      gets[place] = (gets[place] as number) + 1;
      if (Math.abs(at - (burstStartedAt[place] as number)) > burstWindowMs) {
        burstStartedAt[place] = at;
        burst[place] = 0;
      }
      burst[place] = (burst[place] as number) + 1;
      const isPreview =
        gets[place] === 1 &&
        (heads[place] as number) >= minPreviewHeads &&
        Math.abs(at - (lastHeadAt[place] as number)) <= previewWindowMs;
      if (!isPreview && (burst[place] as number) <= maxHumanClicks) return undefined;
      if (toPublicAddress(ip) === undefined) return undefined;
      return isPreview ? { class: "preview", reason: "several HEADs" } : { class: "suspect", reason: "burst" };
    },
    forgetHead(visitor) {
      const place = visits.findKnown(visitor);
      if (place !== undefined) takeOne(visits.heads, place);
    },
    forgetVisit(visitor, at) {
      const place = visits.findKnown(visitor);
      if (place === undefined) return;
      takeOne(visits.gets, place);
      if (Math.abs(at - (visits.burstStartedAt[place] as number)) <= burstWindowMs) takeOne(visits.burst, place);
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

function takeOne(counts: Uint32Array, place: number): void {
  const count = counts[place] as number;
  if (count > 0) counts[place] = count - 1;
}
