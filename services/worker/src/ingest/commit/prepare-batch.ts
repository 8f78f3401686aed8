import { type ClickHouse, neverReset } from "@shunt/clickhouse";
import type { Click } from "@shunt/contracts/clicks";
import type { Db } from "@shunt/db";
import { type Span, toClientNetwork } from "@shunt/runtime";
import type { Classification, Classify } from "@shunt/visitor/classify";
import { memoize } from "@shunt/visitor/memoize";
import { toPublicAddress } from "@shunt/visitor/public-address";
import { validate as isUuid } from "uuid";
import type { EnrichedClick } from "../../enrich/enrich-click.ts";
import type { VisitorPatterns } from "../../enrich/visitor-patterns.ts";
import { toDay } from "../aggregate/day.ts";
import { type Hit, type Miss, parseClick } from "../parse-click.ts";
import { createStoredId } from "../slim/short-id.ts";
import { findLinks, type KnownLink } from "../store/click-store.ts";
import type { OrphanHit } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";
import type { HashVisitor } from "../visitors/visitor-hash.ts";
import type { VisitorKeyOf } from "../visitors/visitor-keys.ts";

const maxAddresses = 10_000;

export interface PrepareDeps {
  db: Db;
  classify: Classify;
  enrich: (hit: Hit) => EnrichedClick;
  patterns: VisitorPatterns;
  visitorKeyOf: VisitorKeyOf;
  hashVisitor: HashVisitor;
  /** Where clicks go, instead of Postgres. */
  clickHouse?: ClickHouse | undefined;
  now: () => number;
}

export interface PreparedBatch {
  name: string;
  clicks: readonly StoredClick[];
  orphanHits: readonly OrphanHit[];
  /** Clicks dropped because their link was deleted or its statistics were reset. */
  gone: number;
  /** Names of the batch's other parts that have no clicks, at least not now: their links may have been deleted or reset since an earlier try. */
  empty?: readonly string[];
  span?: Span | undefined;
}

/** A hit of an existing link. */
interface Found {
  hit: Hit;
  link: KnownLink;
  day: string;
}

/** Parses, enriches and classifies the clicks of a batch. Writes nothing to the database except new visitor keys. */
export async function prepareBatch(deps: PrepareDeps, name: string, sent: readonly Click[]): Promise<PreparedBatch> {
  const now = deps.now();
  const hits: Hit[] = [];
  const orphanHits: OrphanHit[] = [];
  for (const each of sent) {
    const click = parseClick(each, now);
    if (click.kind === "hit") {
      if (click.isHead) deps.patterns.recordHead(toVisitor(click, addressOf(click.ip)), click.at);
      else hits.push(click);
    } else if (!click.isHead) orphanHits.push(toOrphanHit(deps, click));
  }
  const found = await findHits(deps.db, hits);
  const keys = await findKeys(deps, found);
  const clicks = found.map(each => toStoredClick(deps, each, keys));
  return { name, clicks, orphanHits, gone: hits.length - found.length };
}

/** Keeps the hits of existing links, except those before a reset of their statistics. */
async function findHits(db: Db, hits: readonly Hit[]): Promise<Found[]> {
  const links = await findLinks(db, [...new Set(hits.map(({ linkId }) => linkId))].filter(isUuid));
  const found: Found[] = [];
  for (const hit of hits) {
    const link = links.get(hit.linkId);
    if (link && hit.at >= link.clicksSince) found.push({ hit, link, day: toDay(hit.at) });
  }
  return found;
}

function toOrphanHit({ classify }: PrepareDeps, { at, domainId, code, userAgent, ...purpose }: Miss): OrphanHit {
  return { at, domainId, code, isHuman: classify(userAgent, purpose).class === "human" };
}

interface Address {
  network: string;
  isPublic: boolean;
}

const addressOf = memoize(
  (ip: string): Address => ({ network: toClientNetwork(ip), isPublic: toPublicAddress(ip) !== undefined }),
  maxAddresses,
);

function toVisitor({ linkId, userAgent }: Hit, { network }: Address): string {
  return `${linkId}\0${network}\0${userAgent}`;
}

async function findKeys({ db, visitorKeyOf }: PrepareDeps, found: readonly Found[]) {
  const keys = new Map<string, Buffer>();
  for (const day of new Set(found.map(each => each.day))) {
    const key = await visitorKeyOf(db, day);
    if (key) keys.set(day, key);
  }
  return keys;
}

function toStoredClick(
  { enrich, patterns, hashVisitor, clickHouse }: PrepareDeps,
  { hit, link: { workspaceId, clicksSince }, day }: Found,
  keys: ReadonlyMap<string, Buffer>,
): StoredClick {
  const enriched = enrich(hit);
  const address = addressOf(hit.ip);
  const key = hit.isOptOut ? undefined : keys.get(day);
  const isHuman = enriched.class === "human";
  const isOpen = isHuman && !enriched.isClassifiedByEdge;
  const reclassified = isOpen
    ? checkVisit(patterns, hit, address, key === undefined || clickHouse !== undefined)
    : undefined;
  const isVisitor = key !== undefined && isHuman && reclassified === undefined;
  // Spreading objects would cost more than enriching them.
  return {
    linkId: enriched.linkId,
    at: enriched.at,
    class: reclassified ? reclassified.class : enriched.class,
    classReason: reclassified ? reclassified.reason : enriched.classReason,
    place: enriched.place,
    agent: enriched.agent,
    referrerHost: enriched.referrerHost,
    language: enriched.language,
    source: enriched.source,
    utm: enriched.utm,
    destination: enriched.destination,
    rule: enriched.rule,
    variant: enriched.variant,
    isClassifiedByEdge: enriched.isClassifiedByEdge,
    id: createStoredId(enriched.at),
    workspaceId,
    day,
    visitor: isVisitor ? hashVisitor(key, workspaceId, address.network, hit.userAgent) : null,
    isOfPublicAddress: isVisitor && address.isPublic,
    since: clickHouse === undefined ? undefined : Math.max(neverReset, clicksSince),
  };
}

/** @param isUnseen whether the store cannot count the agents of a network, so that they must be counted in memory */
function checkVisit(
  patterns: VisitorPatterns,
  hit: Hit,
  address: Address,
  isUnseen: boolean,
): Classification | undefined {
  const { linkId, ip, userAgent, at } = hit;
  return (
    patterns.checkVisit(toVisitor(hit, address), ip, at) ??
    (isUnseen ? patterns.checkAgent(`${linkId}\0${toDay(at)}\0${address.network}`, ip, userAgent) : undefined)
  );
}
