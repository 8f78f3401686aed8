import type { Db } from "@shunt/db";
import type { Caller, LinkResource, Verb } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { lockLink } from "../link-store.ts";
import { assertLink } from "../read/get-link.ts";

/** As `getOwnLink`, and nobody else may change the link until the transaction ends. @throws Problem as `assertLink` does */
export async function lockOwnLink(
  tx: Db,
  actor: Caller,
  id: string,
  verb: Verb,
  kind?: LinkResource["kind"],
): Promise<LinkRecord> {
  return assertLink(await lockLink(tx, id), actor, verb, kind);
}
