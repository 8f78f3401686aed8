import type { Click } from "@shunt/contracts/clicks";
import type { Db } from "@shunt/db";
import { createClickId, type Span, toClientNetwork } from "@shunt/runtime";
import type { Classification, Classify } from "@shunt/visitor/classify";
import { toPublicAddress } from "@shunt/visitor/public-address";
import { validate as isUuid } from "uuid";
import type { EnrichedClick } from "../../enrich/enrich-click.ts";
import type { VisitorPatterns } from "../../enrich/visitor-patterns.ts";
import { toDay } from "../aggregate/day.ts";
import { type Hit, type Miss, parseClick } from "../parse-click.ts";
import { findLinks, type KnownLink } from "../store/click-store.ts";
import type { OrphanHit } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";
import type { HashVisitor } from "../visitors/visitor-hash.ts";
import type { VisitorKeyOf } from "../visitors/visitor-keys.ts";

export interface PrepareDeps {
  db: Db;
  classify: Classify;
  enrich: (hit: Hit) => EnrichedClick;
  patterns: VisitorPatterns;
  visitorKeyOf: VisitorKeyOf;
  hashVisitor: HashVisitor;
  now: () => number;
}

export interface PreparedBatch {
  name: string;
  clicks: readonly StoredClick[];
  orphanHits: readonly OrphanHit[];
  /** Clicks dropped because their link was deleted or its statistics were reset. */
  gone: number;
  span?: Span | undefined;
}

interface Found {
  hit: Hit;
  link: KnownLink;
}

/** Parses, enriches and classifies the clicks of a batch. Writes nothing to the database except new visitor keys. */
export async function prepareBatch(deps: PrepareDeps, name: string, sent: readonly Click[]): Promise<PreparedBatch> {
  const clicks = sent.map(click => parseClick(click, deps.now()));
  const hits = clicks.filter(click => click.kind === "hit");
  const misses = clicks.filter(click => click.kind === "miss");
  for (const hit of hits) if (hit.isHead) deps.patterns.recordHead(toVisitor(hit), hit.at);
  const counted = hits.filter(hit => !hit.isHead);
  const found = await findHits(deps.db, counted);
  const keys = await findKeys(deps, found);
  return {
    name,
    clicks: found.map(each => toStoredClick(deps, each, keys)),
    orphanHits: misses.filter(miss => !miss.isHead).map(miss => toOrphanHit(deps, miss)),
    gone: counted.length - found.length,
  };
}

/** Keeps the hits of existing links, except those before a reset of their statistics. */
async function findHits(db: Db, hits: readonly Hit[]): Promise<Found[]> {
  const links = await findLinks(db, [...new Set(hits.map(({ linkId }) => linkId))].filter(isUuid));
  return hits.flatMap(hit => {
    const link = links.get(hit.linkId);
    return link && hit.at >= link.clicksSince ? { hit, link } : [];
  });
}

function toOrphanHit({ classify }: PrepareDeps, { at, domainId, code, userAgent, ...purpose }: Miss): OrphanHit {
  return { at, domainId, code, isHuman: classify(userAgent, purpose).class === "human" };
}

function toVisitor({ linkId, ip, userAgent }: Hit): string {
  return `${linkId}\0${toClientNetwork(ip)}\0${userAgent}`;
}

async function findKeys({ db, visitorKeyOf }: PrepareDeps, found: readonly Found[]) {
  const keys = new Map<string, Buffer>();
  for (const day of new Set(found.map(({ hit }) => toDay(hit.at)))) {
    const key = await visitorKeyOf(db, day);
    if (key) keys.set(day, key);
  }
  return keys;
}

function toStoredClick(
  { enrich, patterns, hashVisitor, now }: PrepareDeps,
  { hit, link: { workspaceId } }: Found,
  keys: ReadonlyMap<string, Buffer>,
): StoredClick {
  const enriched = enrich(hit);
  const day = toDay(hit.at);
  const key = hit.isOptOut ? undefined : keys.get(day);
  const isHuman = enriched.class === "human";
  const isOpen = isHuman && !enriched.isClassifiedByEdge;
  const reclassified = isOpen ? checkVisit(patterns, hit, key === undefined) : undefined;
  const isVisitor = key !== undefined && isHuman && reclassified === undefined;
  return {
    ...enriched,
    ...(reclassified && { class: reclassified.class, classReason: reclassified.reason }),
    id: createClickId(now()),
    workspaceId,
    day,
    visitor: isVisitor ? hashVisitor(key, workspaceId, hit.ip, hit.userAgent) : null,
    isOfPublicAddress: isVisitor && toPublicAddress(hit.ip) !== undefined,
  };
}

/** @param isUnseen whether the database stores no visitor, so that agents must be counted in memory */
function checkVisit(patterns: VisitorPatterns, hit: Hit, isUnseen: boolean): Classification | undefined {
  const { linkId, ip, userAgent, at } = hit;
  return (
    patterns.checkVisit(toVisitor(hit), ip, at) ??
    (isUnseen ? patterns.checkAgent(`${linkId}\0${toDay(at)}\0${toClientNetwork(ip)}`, ip, userAgent) : undefined)
  );
}
