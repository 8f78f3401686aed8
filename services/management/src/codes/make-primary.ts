import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { assertTargets } from "../links/link-judge.ts";
import { changeCodes } from "./change-codes.ts";
import { type CodeRecord, setPrimary } from "./code-store.ts";
import { type CodeChoice, getCode } from "./get-code.ts";

/**
 * Makes a code the one that its link shows.
 *
 * @throws Problem "link-not-found", "forbidden", "code-not-found", "domain-not-found" or "target-refused"
 */
export async function makePrimary(context: Context, actor: Caller, choice: CodeChoice): Promise<CodeRecord> {
  let code: CodeRecord | undefined;
  await changeCodes(context, actor, choice.linkId, async (tx, link) => {
    code = await getCode(tx, actor, choice);
    await assertTargets(tx, context.config, link);
    await setPrimary(tx, choice.linkId, code);
    return [];
  });
  return { ...(code as CodeRecord), isPrimary: true };
}
