import { type ClickHouse, neverReset } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import type { ClickColumns } from "@shunt/queue";
import type { Span } from "@shunt/runtime";
import type { Classification, Classify } from "@shunt/visitor/classify";
import { validate as isUuid } from "uuid";
import type { EnrichedClick } from "../../enrich/enrich-click.ts";
import type { VisitorPatterns } from "../../enrich/visitor-patterns.ts";
import { toDay } from "../aggregate/day.ts";
import { type ReadClick, readColumn, textsOf } from "../read-column.ts";
import { readVisits, type Visits } from "../read-visits.ts";
import { drawIdHigh, drawIdLow } from "../slim/short-id.ts";
import { findLinks, type KnownLink } from "../store/click-store.ts";
import type { OrphanHit } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { readVisitors, type Visitors } from "../visitors/read-visitors.ts";
import type { HashVisitors } from "../visitors/visitor-hash.ts";
import type { VisitorKeyOf } from "../visitors/visitor-keys.ts";

export interface PrepareDeps {
  db: Db;
  classify: Classify;
  enrich: (visits: Visits) => ReadClick<EnrichedClick>;
  patterns: VisitorPatterns;
  visitorKeyOf: VisitorKeyOf;
  hashVisitors: HashVisitors;
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

export interface RecordedBatch extends PreparedBatch {
  /** Takes the visits back from the patterns, so that those of a batch that is delivered again do not look like further visits. */
  forgetVisits(): void;
}

/** Parses, enriches and classifies the clicks of a batch. Writes nothing to the database except new visitor keys. */
export async function prepareBatch(deps: PrepareDeps, name: string, batch: ClickColumns): Promise<RecordedBatch> {
  const visits = readVisits(batch, deps.now());
  const links = await findLinks(deps.db, textsOf(batch, "linkId").filter(isUuid));
  const linkOf = readColumn(batch, "linkId", id => links.get(id) ?? null);
  const keys = await findKeys(deps, visits, linkOf);
  const visitor = readVisitors(batch);
  const recorded: number[] = [];
  const toStored = createStoredClicks(deps, visits, { keys, visitor, recorded });
  const clicks: StoredClick[] = [];
  const orphanHits: OrphanHit[] = [];
  let gone = 0;
  for (let i = 0; i < batch.count; i++) {
    const missed = visits.missed(i);
    if (missed === null && visits.purpose(i).isHead) {
      deps.patterns.recordHead(visitor.onLink(i), visits.at(i));
      recorded.push(i);
    }
    if (visits.purpose(i).isHead) continue;
    if (missed !== null) {
      orphanHits.push({ at: visits.at(i), ...missed, isHuman: isHumanMiss(deps, visits, i) });
      continue;
    }
    const link = linkOf(i);
    if (link !== null && visits.at(i) >= link.clicksSince) clicks.push(toStored(i, link));
    else gone += 1;
  }
  const forgetVisits = () => {
    for (const i of recorded) {
      if (visits.purpose(i).isHead) deps.patterns.forgetHead(visitor.onLink(i));
      else deps.patterns.forgetVisit(visitor.onLink(i), visits.at(i));
    }
  };
  return { name, clicks, orphanHits, gone, forgetVisits };
}

function isHumanMiss({ classify }: PrepareDeps, { userAgent, purpose }: Visits, i: number): boolean {
  return classify(userAgent(i), purpose(i)).class === "human";
}

/** Returns the key of each day with clicks that count. */
async function findKeys(
  { db, visitorKeyOf }: PrepareDeps,
  { batch, at }: Visits,
  linkOf: ReadClick<KnownLink | null>,
): Promise<ReadonlyMap<string, Buffer>> {
  const days = new Set<string>();
  for (let i = 0; i < batch.count; i++) if (linkOf(i) !== null) days.add(toDay(at(i)));
  const keys = new Map<string, Buffer>();
  for (const day of days) {
    const key = await visitorKeyOf(db, day);
    if (key) keys.set(day, key);
  }
  return keys;
}

function createStoredClicks(
  { enrich, patterns, hashVisitors, clickHouse }: PrepareDeps,
  visits: Visits,
  { keys, visitor, recorded }: { keys: ReadonlyMap<string, Buffer>; visitor: Visitors; recorded: number[] },
): (i: number, link: KnownLink) => StoredClick {
  const read = enrich(visits);
  /** @param isUnseen whether the store cannot count the agents of a network, so that they must be counted in memory */
  const checkVisit = (i: number, at: number, day: string, isUnseen: boolean): Classification | undefined => {
    const { ip } = visitor.address(i);
    const onLink = visitor.onLink(i);
    recorded.push(i);
    const known = patterns.checkVisit(onLink, ip, at);
    if (known !== undefined || !isUnseen) return known;
    return patterns.checkAgent(`${onLink.link} ${onLink.network} ${day}`, ip, visits.userAgent(i));
  };
  const keyOf = (i: number, day: string) => (visits.purpose(i).isOptOut ? undefined : keys.get(day));
  const sinceOf = ({ clicksSince }: KnownLink) =>
    clickHouse === undefined ? undefined : Math.max(neverReset, clicksSince);
  return (i, link) => {
    const { workspaceId } = link;
    const enriched = read(i);
    const { at } = enriched;
    const day = toDay(at);
    const key = keyOf(i, day);
    const isHuman = enriched.class === "human";
    const isOpen = isHuman && !enriched.isClassifiedByEdge;
    const reclassified = isOpen ? checkVisit(i, at, day, key === undefined || clickHouse !== undefined) : undefined;
    const isVisitor = key !== undefined && isHuman && reclassified === undefined;
    // Spreading objects would cost more than enriching them.
    return {
      linkId: enriched.linkId,
      at,
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
      id: undefined,
      idHigh: drawIdHigh(),
      idLow: drawIdLow(),
      workspaceId,
      day,
      visitor: isVisitor ? visitor.hash(i, hashVisitors(key, workspaceId)) : null,
      isOfPublicAddress: isVisitor && visitor.address(i).isPublic,
      since: sinceOf(link),
    };
  };
}
