import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { mayUseDomain } from "../access/domain-limit.ts";
import type { Caller } from "../auth/actor.ts";
import { assertOwner } from "./get-link.ts";
import type { LinkRecord } from "./link-record.ts";
import { lockLink } from "./link-store.ts";

/**
 * The link, held until the transaction ends, for its owner to change.
 *
 * @throws Problem "link-not-found", or "forbidden" when it is a public link of another account
 */
export async function lockOwnLink(tx: Db, actor: Caller, id: string): Promise<LinkRecord> {
  return assertOwner(await lockLink(tx, id), actor);
}

/**
 * As `lockOwnLink`, to change what all codes of the link do.
 *
 * @throws Problem also "forbidden" when an API key is not for the domains of all codes
 */
export async function lockWholeLink(tx: Db, actor: Caller, id: string): Promise<LinkRecord> {
  const link = await lockOwnLink(tx, actor, id);
  assertReachesCodes(link, actor);
  return link;
}

/** @throws Problem "forbidden" when an API key is not for the domains of all codes of a link */
export function assertReachesCodes({ otherCodes }: LinkRecord, actor: Caller): void {
  if (otherCodes.some(({ domainId }) => !mayUseDomain(actor, domainId)))
    throw new Problem("forbidden", "The link has codes on domains that this API key is not for");
}
