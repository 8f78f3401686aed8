import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { deleteRemoval, lockDueRemoval, postponeRemoval } from "./media-row-store.ts";
import type { MediaStore } from "./media-store.ts";

export interface SweepDeps {
  db: Db;
  mediaStore: MediaStore;
  log: Logger;
}

const everyMs = 60_000;
const retryMs = 5 * 60_000;

/** Sweeps every minute; several processes share the work. Returns a function that stops it. */
export function startMediaSweep(deps: SweepDeps): () => Promise<void> {
  const stopping = new AbortController();
  const sweeping = (async () => {
    while (!stopping.signal.aborted) {
      await sweepMedia(deps, stopping.signal).catch((err: unknown) => deps.log.warn({ err }, "media sweep failed"));
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return () => {
    stopping.abort();
    return sweeping;
  };
}

/** Failed deletions are retried after five minutes. */
export async function sweepMedia(deps: SweepDeps, stopping?: AbortSignal): Promise<void> {
  let mayBeMore = true;
  while (mayBeMore && !stopping?.aborted) mayBeMore = await sweepOne(deps);
}

/** Returns false if nothing was due. */
function sweepOne({ db, mediaStore, log }: SweepDeps): Promise<boolean> {
  return db.transaction().execute(async tx => {
    const id = await lockDueRemoval(tx);
    if (id === undefined) return false;
    try {
      await mediaStore.delete(id);
    } catch (err) {
      log.warn({ err, id }, "bytes of deleted picture not removed, retrying later");
      await postponeRemoval(tx, id, retryMs);
      return true;
    }
    await deleteRemoval(tx, id);
    return true;
  });
}
