import { type LinkDestinations, toDestinations } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import type { LinkRecord } from "../link-record.ts";
import { findDestinationHealth } from "./link-health.ts";

/** All destinations of a link, with the results of their checks. */
export async function listDestinations(db: Db, link: LinkRecord): Promise<LinkDestinations["items"]> {
  const others = await findDestinationHealth(db, link.id);
  return toDestinations(link).map(({ url, settings }) => ({
    url,
    settings,
    health: url === link.targetUrl ? link.health : (others.get(url) ?? null),
  }));
}
