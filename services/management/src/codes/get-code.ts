import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { toOwnAddress } from "../links/index.ts";
import { type CodeRecord, findCodes } from "./code-store.ts";

export interface CodeChoice {
  linkId: string;
  code: string;
  host: string | undefined;
}

/**
 * A code on a domain that the API key cannot use counts as not found.
 *
 * @throws Problem "code-not-found" or "domain-not-found"
 */
export async function getCode(tx: Db, actor: Caller, { linkId, code, host }: CodeChoice): Promise<CodeRecord> {
  const address = await toOwnAddress(tx, actor, code, host);
  const found = (await findCodes(tx, linkId)).find(
    each => each.code === address.code && each.domainId === address.domainId,
  );
  if (!found) throw new Problem("code-not-found");
  return found;
}
