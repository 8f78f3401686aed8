import { type ClickHouse, neverReset } from "@shunt/clickhouse";
import { copyTransaction, type Db, type Pool } from "@shunt/db";
import { findClickSubscribers } from "../../webhooks/click-subscribers.ts";
import { createEmitClickEvents } from "../../webhooks/emit-click-events.ts";
import { type ClickHouseCommitDeps, commitToClickHouse } from "../clickhouse/commit-to-clickhouse.ts";
import { type CommitDeps, writeClicks } from "../commit/commit-batches.ts";
import { createClickDictionary } from "../slim/click-dictionary.ts";
import { findLinks, type KnownLink } from "../store/click-store.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { toOldestKeyDay } from "../visitors/visitor-keys.ts";
import { added, type DeadClick, findDeadClicks, takeDeadClick } from "./dead-clicks.ts";
import { isPoison } from "./is-poison.ts";

export interface Redriven {
  written: number;
  /** Their link was deleted, or its statistics were reset. */
  dropped: number;
  /** Refused again; they stay in `dead_clicks`. */
  refused: number;
}

/** Far above the number of dead clicks that an operator would let pile up. */
const maxAtOnce = 100_000;

/** Retries every dead click, each in its own transaction. @param clickHouse where clicks are stored, instead of Postgres */
export async function redriveDeadClicks(db: Db, pool: Pool, clickHouse?: ClickHouse): Promise<Redriven> {
  const subscribers = await findClickSubscribers(db);
  const write = {
    emitClickEvents: createEmitClickEvents(() => subscribers),
    findPartIds: createClickDictionary(db, Date.now),
    countWide: () => {},
  };
  const redriven: Redriven = { written: 0, dropped: 0, refused: 0 };
  const retry = (dead: DeadClick) =>
    clickHouse
      ? redriveToClickHouse({ db, pool, clickHouse, emitClickEvents: write.emitClickEvents }, dead)
      : redrive(pool, dead, write);
  for (const dead of await findDeadClicks(db, maxAtOnce)) redriven[await retry(dead)] += 1;
  return redriven;
}

async function redrive(
  pool: Pool,
  { id }: DeadClick,
  write: Pick<CommitDeps, "emitClickEvents" | "findPartIds" | "countWide">,
): Promise<keyof Redriven> {
  try {
    return await copyTransaction(pool, async (tx, copy) => {
      const click = await takeDeadClick(tx, id);
      if (!click) return "dropped";
      const link = (await findLinks(tx, [click.linkId])).get(click.linkId);
      if (!link || click.at < link.clicksSince) return "dropped";
      await writeClicks({ tx, copy, ...write }, [asIfNew(click, link)]);
      return "written";
    });
  } catch (err) {
    if (isPoison(err)) return "refused";
    throw err;
  }
}

/** Writes the click as a batch of its own, which counts once however often it is repeated. */
async function redriveToClickHouse(deps: ClickHouseCommitDeps, { id, click }: DeadClick): Promise<keyof Redriven> {
  const link = (await findLinks(deps.db, [click.linkId])).get(click.linkId);
  const isKept = link !== undefined && click.at >= link.clicksSince;
  if (isKept) {
    const kept = { ...added, ...asIfNew(click, link), since: Math.max(neverReset, link.clicksSince) };
    const [result] = await commitToClickHouse(deps, [
      { name: `dead-click/${id}`, clicks: [kept], orphanHits: [], gone: 0 },
    ]);
    if (result?.status === "rejected") throw result.reason;
  }
  await deps.db.deleteFrom("dead_clicks").where("id", "=", id).execute();
  return isKept ? "written" : "dropped";
}

/** The click as if it arrived now: its link may have moved to another workspace, and the visitors of its day may be deleted. */
function asIfNew(click: StoredClick, { workspaceId }: KnownLink): StoredClick {
  return { ...click, workspaceId, visitor: click.day < toOldestKeyDay(Date.now()) ? null : click.visitor };
}
