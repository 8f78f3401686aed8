import { type Click, clickFieldLimits, purposes } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { type Span, toClientNetwork } from "@shunt/runtime";
import type { Classification } from "@shunt/visitor/classify";
import { toPublicAddress } from "@shunt/visitor/public-address";
import { validate as isUuid } from "uuid";
import { type EnrichedClick, wantsNoProfile } from "../enrich/enrich-click.ts";
import type { VisitorPatterns } from "../enrich/visitor-patterns.ts";
import { createClickId } from "./click-id.ts";
import { findLinks, type KnownLink } from "./click-store.ts";
import { toDay } from "./day.ts";
import { type OrphanHit, toOrphanHit } from "./orphan-hits.ts";
import type { StoredClick } from "./stored-click.ts";
import type { HashVisitor } from "./visitor-hash.ts";
import type { VisitorKeyOf } from "./visitor-keys.ts";

export interface PrepareDeps {
  db: Db;
  enrich: (click: Click) => EnrichedClick;
  patterns: VisitorPatterns;
  visitorKeyOf: VisitorKeyOf;
  hashVisitor: HashVisitor;
  now: () => number;
}

/** A batch as it is to be written. */
export interface PreparedBatch {
  name: string;
  clicks: readonly StoredClick[];
  orphanHits: readonly OrphanHit[];
  /** Clicks of links that have been deleted, or whose numbers have been reset, meanwhile. */
  gone: number;
  /** Within which it is taken in, where that is traced. */
  span?: Span | undefined;
}

/** A click of a link that exists. */
interface Found {
  click: Click;
  link: KnownLink;
  enriched: EnrichedClick;
}

/** Reads out of a batch all that is worth keeping. Reads from the database, writes nothing but the keys of days. */
export async function prepareBatch(deps: PrepareDeps, name: string, clicks: readonly Click[]): Promise<PreparedBatch> {
  const trimmed = clicks.map(trim);
  const links = await findLinks(deps.db, [...new Set(clicks.map(click => click.linkId))].filter(isUuid));
  for (const click of trimmed) if (isHead(click)) deps.patterns.sawHead(toVisitor(click), click.at);
  const found: Found[] = [];
  const orphanHits: OrphanHit[] = [];
  let gone = 0;
  for (const click of trimmed) {
    if (isHead(click)) continue;
    const enriched = deps.enrich(click);
    const link = links.get(click.linkId);
    if (link && enriched.at >= link.clicksSince) found.push({ click, link, enriched });
    else if (click.missed !== "") orphanHits.push(toOrphanHit(click, enriched));
    else gone += 1;
  }
  const keys = await findKeys(deps, found);
  const stored = found.map(each => toStoredClick(deps, each, keys));
  return { name, clicks: stored, orphanHits, gone };
}

/** The edge has cut every field already; whoever else may write to the queue does not decide how large a click is. */
function trim(click: Click): Click {
  if (!texts.some(([field, limit]) => click[field].length > limit)) return click;
  return { ...click, ...Object.fromEntries(texts.map(([field, limit]) => [field, click[field].slice(0, limit)])) };
}

const texts = Object.entries(clickFieldLimits) as [keyof typeof clickFieldLimits, number][];

function isHead({ purpose }: Click): boolean {
  return purpose !== "" && purpose.split(" ").includes(purposes.head);
}

/** One visitor on one link. */
function toVisitor({ linkId, ip, userAgent }: Click): string {
  return `${linkId}\0${toClientNetwork(ip)}\0${userAgent}`;
}

async function findKeys({ db, visitorKeyOf }: PrepareDeps, found: readonly Found[]) {
  const keys = new Map<string, Buffer>();
  for (const day of new Set(found.map(({ enriched }) => toDay(enriched.at)))) {
    const key = await visitorKeyOf(db, day);
    if (key) keys.set(day, key);
  }
  return keys;
}

function toStoredClick(
  { patterns, hashVisitor, now }: PrepareDeps,
  { click, link: { workspaceId }, enriched }: Found,
  keys: ReadonlyMap<string, Buffer>,
): StoredClick {
  const day = toDay(enriched.at);
  const key = wantsNoProfile(click) ? undefined : keys.get(day);
  const judged = enriched.class === "human" ? judge(patterns, click, enriched.at, key === undefined) : undefined;
  const isVisitor = key !== undefined && enriched.class === "human" && judged === undefined;
  return {
    ...enriched,
    ...(judged && { class: judged.class, classReason: judged.reason }),
    id: createClickId(now()),
    workspaceId,
    day,
    visitor: isVisitor ? hashVisitor(key, workspaceId, click.ip, click.userAgent) : null,
    isOfPublicAddress: isVisitor && toPublicAddress(click.ip) !== undefined,
  };
}

/** @param isUnseen whether the visitor is not noted in the database, so that agents are counted here */
function judge(patterns: VisitorPatterns, click: Click, at: number, isUnseen: boolean): Classification | undefined {
  const { linkId, ip, userAgent } = click;
  return (
    patterns.judge(toVisitor(click), ip, at) ??
    (isUnseen ? patterns.judgeAgent(`${linkId}\0${toDay(at)}\0${toClientNetwork(ip)}`, ip, userAgent) : undefined)
  );
}
