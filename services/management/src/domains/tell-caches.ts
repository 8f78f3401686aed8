import type { Context } from "../context.ts";

/**
 * Voids what Redis knows of a host, after the commit; pods ask again within seconds. What fails here the worker repeats, if the
 * notes are there.
 *
 * @param notes ids of rows of the outbox that this settles
 */
export async function tellCaches(
  { domainCache, outbox, log }: Context,
  host: string,
  version: number,
  notes: readonly number[],
): Promise<void> {
  try {
    await domainCache.invalidate(host, version);
    if (notes.length > 0) outbox.settle(notes);
  } catch (err) {
    log.warn({ err, host }, "caches not told of a domain yet, left to the worker");
  }
}
