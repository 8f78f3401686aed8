import { addScrapeGauge } from "@shunt/runtime";
import { createGuard } from "./links/guard.ts";
import { postgresTimeoutMs, type Stores } from "./open-stores.ts";
import { type Root, sinceStart } from "./root.ts";
import { createLinkUses, type LinkUses } from "./uses/link-uses.ts";
import { readUses, reserveUses, returnUses } from "./uses/use-store.ts";

/** Opens the counter of links with a limit. It stops before the stores do, to return the clicks that it holds. */
export function openUses({ metrics, lifecycle }: Root, { db, onError }: Stores): LinkUses {
  // Not the guard of look-ups: those work while Postgres is read-only.
  const guard = createGuard("counting clicks", postgresTimeoutMs);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await guard(work);
    } catch (err) {
      onError(err, "postgres");
      throw err;
    }
  };
  const uses = createLinkUses({
    reserve: requests => guarded(() => reserveUses(db, requests)),
    readUses: linkIds => guarded(() => readUses(db, linkIds)),
    returnUses: unused => guarded(() => returnUses(db, unused)),
    onLost: metrics.heldClicksLost,
    now: sinceStart,
  });
  addScrapeGauge(metrics.registry, {
    name: "shunt_limit_clicks_held",
    help: "Clicks of links with a limit that are reserved for the next visitors",
    read: uses.held,
  });
  return lifecycle.open("link uses", uses);
}
