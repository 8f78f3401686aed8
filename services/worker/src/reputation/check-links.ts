import { toPointedTargets } from "@shunt/contracts/links";
import { isWebUrl } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import type { Source } from "./source.ts";
import {
  advanceSweep,
  type CheckedLink,
  findLinksToCheck,
  leaseSource,
  releaseSource,
  renewLease,
  setCheckedUntil,
  storeListings,
} from "./source-store.ts";

const linksAtOnce = 500;
const firstId = "00000000-0000-0000-0000-000000000000";

/**
 * Checks links that changed since the last time, then goes on with a sweep of all links. One worker at a time does.
 *
 * @throws Error if the source fails; it is used again when the lease ends
 */
export async function checkLinks(db: Db, source: Source, isStopping: () => boolean): Promise<void> {
  const lease = await leaseSource(db, source.name);
  if (!lease) return;
  let after: string | null = firstId;
  while (after !== null && !isStopping()) after = await checkBatch(db, source, after, lease.since);
  if (after === null) await setCheckedUntil(db, source.name, lease.now);
  for (let from = lease.sweptTo; from !== null && !isStopping(); ) {
    const to: string | null = await checkBatch(db, source, from, undefined);
    await advanceSweep(db, source.name, from, to);
    from = to;
    // New links wait for the end of this run, but not for that of a long sweep.
    if (Date.now() - lease.now.getTime() > maxSweepMs) break;
  }
  await releaseSource(db, source.name);
}

const maxSweepMs = 20_000;

/** Returns the id of the last link, or null at the end. */
async function checkBatch(db: Db, source: Source, after: string, since: Date | undefined): Promise<string | null> {
  const links = await findLinksToCheck(db, { after, since, limit: linksAtOnce });
  if (links.length > 0) {
    await renewLease(db, source.name);
    await storeListings(db, source.name, links, await findListed(source, links));
  }
  return links.length < linksAtOnce ? null : (links.at(-1) as CheckedLink).id;
}

/** Returns reasons by link id. */
async function findListed(source: Source, links: readonly CheckedLink[]): Promise<Map<string, string>> {
  const targets = new Map(links.map(link => [link.id, toTargets(link)]));
  const reasons = await source.check([...new Set([...targets.values()].flat())]);
  const listed = new Map<string, string>();
  for (const [id, urls] of targets) {
    const url = urls.find(each => reasons.has(each));
    if (url !== undefined) listed.set(id, reasons.get(url) as string);
  }
  return listed;
}

function toTargets(link: CheckedLink): string[] {
  return toPointedTargets(link)
    .map(({ url }) => url)
    .filter(isWebUrl);
}
