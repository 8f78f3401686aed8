import { addScrapeGauge, repeat } from "@shunt/runtime";
import { createGuardedFetch } from "@shunt/runtime/outbound";
import type { Stores } from "./open-stores.ts";
import { createBlockList, readBlockListState } from "./reputation/block-list-store.ts";
import { checkLinks } from "./reputation/check-links.ts";
import { refreshList } from "./reputation/refresh-list.ts";
import { createSafeBrowsing } from "./reputation/safe-browsing.ts";
import type { Source } from "./reputation/source.ts";
import { forgetOtherSources, readReputationLag, registerSources } from "./reputation/source-store.ts";
import type { Root } from "./root.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

const everyMs = 10_000;

/** Checks destinations against the configured sources. */
export function startReputation({ config, log, lifecycle }: Root, { db }: Stores): void {
  const { blockList, refreshMs, safeBrowsing } = config.reputation;
  // The operator chose these addresses, so they may be internal.
  const fetch = createGuardedFetch({ isAllowedAddress: () => true });
  const sources: Source[] = [
    ...(blockList === undefined ? [] : [createBlockList(db)]),
    ...(safeBrowsing.key === undefined
      ? []
      : [createSafeBrowsing({ fetch, baseUrl: safeBrowsing.baseUrl, key: safeBrowsing.key })]),
  ];
  const names = sources.map(({ name }) => name);
  let isStopping = false;
  let isFirst = true;
  const attempt = async (what: string, work: () => Promise<void>) =>
    work().catch((err: unknown) => {
      if (!isStopping) log.error({ err, source: what }, "destinations not checked");
    });

  const refresh = async (place: string) => {
    const refreshed = await refreshList({ db, fetch, place, refreshMs });
    if (refreshed) log.info({ ...refreshed }, "block list read");
  };
  const run = async () => {
    if (isFirst) await forgetOtherSources(db, names);
    isFirst = false;
    // Each time, because a worker with other settings may have forgotten them.
    await registerSources(db, names);
    if (blockList !== undefined) await attempt("block list", () => refresh(blockList));
    for (const source of sources) await attempt(source.name, () => checkLinks(db, source, () => isStopping));
  };
  const checker = repeat({ run, everyMs, onError: err => log.warn({ err }, "destinations not checked") });
  lifecycle.onStop("reputation", async () => {
    isStopping = true;
    await fetch.stop();
    await checker.stop();
  });
}

/** Adds what operators watch of the checks. */
export function addReputationGauges({ config, log }: Root, { db }: Stores, { registry }: WorkerMetrics): void {
  const { blockList, refreshMs } = config.reputation;
  const onUnknown = (err: unknown) => log.debug({ err }, "metric unavailable");
  const add = (name: string, help: string, read: () => Promise<number>) =>
    addScrapeGauge(registry, { name, help, read, onUnknown });
  add(
    "shunt_reputation_lag_seconds",
    "Seconds for which changed links have waited for the check of their reputation",
    () => readReputationLag(db),
  );
  add("shunt_block_list_entries", "Entries of the block list", async () => (await readBlockListState(db)).entries);
  add("shunt_block_list_age_seconds", "Seconds since the block list was read; since 1970 if it never was", async () => {
    const { ageSeconds } = await readBlockListState(db);
    return blockList === undefined ? 0 : (ageSeconds ?? Date.now() / 1_000);
  });
  add(
    "shunt_block_list_refresh_seconds",
    "Seconds after which the block list is read again; 0 without one",
    async () => (blockList === undefined ? 0 : refreshMs / 1_000),
  );
}
