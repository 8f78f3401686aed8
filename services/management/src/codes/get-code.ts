import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { toAddress } from "../links/get-link-by-code.ts";
import { type CodeRecord, findCodes } from "./code-store.ts";

/** Which of a link's codes is meant. */
export interface CodeChoice {
  linkId: string;
  code: string;
  host: string | undefined;
}

/** @throws Problem "code-not-found" or "domain-not-found" */
export async function getCode(tx: Db, { linkId, code, host }: CodeChoice): Promise<CodeRecord> {
  const address = await toAddress(tx, code, host);
  const found = (await findCodes(tx, linkId)).find(
    each => each.code === address.code && each.domainId === address.domainId,
  );
  if (!found) throw new Problem("code-not-found");
  return found;
}
