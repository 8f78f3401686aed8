import { toCachedLink } from "@shunt/contracts/cached";
import type { UpdateLink } from "@shunt/contracts/links";
import { cachedDomainColumns } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { applyChanges, getOwnLink, type LinksDeps } from "../links/index.ts";
import { fillUtmFields } from "../utm-templates/index.ts";
import type { SimulatedLink } from "./simulate.ts";

/**
 * The link and its domain as the redirect has them, with the settings to try out.
 *
 * @throws Problem "link-not-found"; "validation-failed" for an unknown UTM template
 */
export async function getSimulatedLink(
  { db }: LinksDeps,
  actor: Caller,
  id: string,
  settings: UpdateLink | undefined,
): Promise<SimulatedLink> {
  const record = await getOwnLink({ db }, actor, id, "read");
  const domain = await db
    .selectFrom("domains")
    .select(cachedDomainColumns)
    .where("id", "=", record.domainId)
    .executeTakeFirstOrThrow();
  const filled = settings && (await fillUtmFields(db, actor, record.workspaceId, settings, "/settings"));
  const link = filled === undefined ? record : { ...record, ...applyChanges(record, filled) };
  return { link: toCachedLink(link), domain, code: record.code, clicks: record.clickCount };
}
