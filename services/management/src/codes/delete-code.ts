import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { changeLinks, deleteCodeRow, type LinksDeps, lockOwnLink } from "../links/index.ts";
import { type CodeChoice, getCode } from "./get-code.ts";

/**
 * Other workspaces may take the code after CODE_QUARANTINE_DAYS.
 *
 * @throws Problem "link-not-found", "forbidden", "code-not-found", "domain-not-found" or "primary-code"
 */
export async function deleteCode(context: LinksDeps, actor: Caller, choice: CodeChoice): Promise<void> {
  await changeLinks(context, actor, async links => {
    const link = await lockOwnLink(links.db, actor, choice.linkId, "edit", "code");
    const code = await getCode(links.db, actor, choice);
    if (code.isPrimary)
      throw new Problem("primary-code", "Make another code the primary one first, or delete the link");
    await deleteCodeRow(links, link, code);
  });
}
