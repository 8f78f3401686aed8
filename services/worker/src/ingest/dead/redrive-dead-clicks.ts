import { copyTransaction, type Db, type Pool } from "@shunt/db";
import { findClickSubscribers } from "../../webhooks/click-subscribers.ts";
import { createEmitClickEvents, type EmitClickEvents } from "../../webhooks/emit-click-events.ts";
import { writeClicks } from "../commit/commit-batches.ts";
import { findLinks } from "../store/click-store.ts";
import { type DeadClick, findDeadClicks, takeDeadClick } from "./dead-clicks.ts";
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

/** Retries every dead click, each in its own transaction. */
export async function redriveDeadClicks(db: Db, pool: Pool): Promise<Redriven> {
  const subscribers = await findClickSubscribers(db);
  const emitClickEvents = createEmitClickEvents(() => subscribers);
  const redriven: Redriven = { written: 0, dropped: 0, refused: 0 };
  for (const dead of await findDeadClicks(db, maxAtOnce)) redriven[await redrive(pool, dead, emitClickEvents)] += 1;
  return redriven;
}

async function redrive(pool: Pool, { id }: DeadClick, emitClickEvents: EmitClickEvents): Promise<keyof Redriven> {
  try {
    return await copyTransaction(pool, async (tx, copy) => {
      const click = await takeDeadClick(tx, id);
      if (!click) return "dropped";
      const link = (await findLinks(tx, [click.linkId])).get(click.linkId);
      if (!link || click.at < link.clicksSince) return "dropped";
      await writeClicks({ tx, copy, emitClickEvents }, [click]);
      return "written";
    });
  } catch (err) {
    if (isPoison(err)) return "refused";
    throw err;
  }
}
