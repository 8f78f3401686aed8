import type { Caller } from "../access/index.ts";
import { assertTargets, changeLinks, type LinksDeps, lockOwnLink, setPrimary } from "../links/index.ts";
import type { CodeRecord } from "./code-store.ts";
import { type CodeChoice, getCode } from "./get-code.ts";

/** @throws Problem "link-not-found", "forbidden", "code-not-found", "domain-not-found" or "target-refused" */
export async function makePrimary(context: LinksDeps, actor: Caller, choice: CodeChoice): Promise<CodeRecord> {
  const { result: code } = await changeLinks(context, actor, async links => {
    const link = await lockOwnLink(links.db, actor, choice.linkId, "edit", "code");
    const chosen = await getCode(links.db, actor, choice);
    await assertTargets(links.db, context.config, link);
    await setPrimary(links, choice.linkId, chosen);
    return chosen;
  });
  return { ...code, isPrimary: true };
}
