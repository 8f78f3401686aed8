import { Problem } from "@shunt/contracts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { drawVersion } from "../links/link-store.ts";
import { changeCodes } from "./change-codes.ts";
import { deleteCodeRow } from "./code-store.ts";
import { type CodeChoice, getCode } from "./get-code.ts";

/**
 * Takes a code away. It leads nowhere then, and anybody may have it.
 *
 * @throws Problem "link-not-found", "forbidden", "code-not-found", "domain-not-found" or "primary-code"
 */
export async function deleteCode(context: Context, actor: Caller, choice: CodeChoice): Promise<void> {
  await changeCodes(context, actor, choice.linkId, async tx => {
    const { domainId, code, isPrimary } = await getCode(tx, actor, choice);
    if (isPrimary) throw new Problem("primary-code", "Make another code the primary one first, or delete the link");
    await deleteCodeRow(tx, { domainId, code });
    return [{ change: { domainId, code, version: await drawVersion(tx) }, link: undefined }];
  });
}
