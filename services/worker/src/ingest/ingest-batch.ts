import type { Click } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { validate as isUuid, v7 as uuidv7 } from "uuid";
import { type EnrichDeps, enrichClick } from "../enrich/enrich-click.ts";
import { aggregate } from "./aggregate.ts";
import { addDays, addDimensions, addTotals } from "./aggregate-store.ts";
import { claimBatch, findWorkspaces, insertClicks } from "./click-store.ts";
import { toDay } from "./day.ts";
import type { StoredClick } from "./stored-click.ts";
import { hashVisitor } from "./visitor-hash.ts";
import type { VisitorKeyOf } from "./visitor-keys.ts";

export interface IngestDeps extends EnrichDeps {
  db: Db;
  visitorKeyOf: VisitorKeyOf;
}

export interface Ingested {
  /** False when the batch had been ingested before, so that nothing was written. */
  isNew: boolean;
  /** What belongs to a link that exists. */
  clicks: readonly StoredClick[];
  /** Clicks of links that have been deleted meanwhile. */
  orphans: number;
}

/**
 * Writes a batch: its name, its clicks and what they add to the aggregates, in one transaction. A second delivery of the
 * same name writes nothing.
 */
export async function ingestBatch(deps: IngestDeps, name: string, clicks: readonly Click[]): Promise<Ingested> {
  const stored = await toStoredClicks(deps, clicks);
  const isNew = await deps.db.transaction().execute(async tx => {
    if (!(await claimBatch(tx, name, clicks.length))) return false;
    if (stored.length > 0) await write(tx, stored);
    return true;
  });
  return { isNew, clicks: stored, orphans: clicks.length - stored.length };
}

async function write(tx: Db, clicks: readonly StoredClick[]): Promise<void> {
  const { totals, days, dimensions } = aggregate(clicks);
  await insertClicks(tx, clicks);
  await addTotals(tx, totals);
  await addDays(tx, days, clicks);
  await addDimensions(tx, dimensions);
}

async function toStoredClicks(deps: IngestDeps, clicks: readonly Click[]): Promise<StoredClick[]> {
  const linkIds = new Set(clicks.map(click => click.linkId).filter(isUuid));
  const workspaces = await findWorkspaces(deps.db, [...linkIds]);
  const stored: StoredClick[] = [];
  for (const click of clicks) {
    const workspaceId = workspaces.get(click.linkId);
    if (workspaceId) stored.push(await toStoredClick(deps, click, workspaceId));
  }
  return stored;
}

async function toStoredClick(deps: IngestDeps, click: Click, workspaceId: string): Promise<StoredClick> {
  const enriched = enrichClick(deps, click);
  const day = toDay(enriched.clickedAt);
  const key = enriched.class === "human" ? await deps.visitorKeyOf(deps.db, day) : undefined;
  const visitorHash = key ? hashVisitor(key, workspaceId, click.ip, click.userAgent) : null;
  return { ...enriched, id: uuidv7(), workspaceId, day, visitorHash };
}
