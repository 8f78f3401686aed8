import type { Verb } from "@shunt/contracts/roles";
import type { Db } from "@shunt/db";
import type { Caller, LinkResource } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { lockLink } from "../link-store.ts";
import { assertLink } from "../read/get-link.ts";

/** Like `getOwnLink`, with a lock until the transaction ends. */
export async function lockOwnLink(
  tx: Db,
  actor: Caller,
  id: string,
  verb: Verb,
  kind?: LinkResource["kind"],
): Promise<LinkRecord> {
  return assertLink(await lockLink(tx, id), actor, verb, kind);
}
