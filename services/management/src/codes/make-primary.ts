import type { Actor, Context } from "../context.ts";
import { changeCodes } from "./change-codes.ts";
import { type CodeRecord, setPrimary } from "./code-store.ts";
import { type CodeChoice, getCode } from "./get-code.ts";

/** Makes a code the one that its link shows. @throws Problem "link-not-found", "forbidden", "code-not-found" or "domain-not-found" */
export async function makePrimary(context: Context, actor: Actor, choice: CodeChoice): Promise<CodeRecord> {
  let code: CodeRecord | undefined;
  await changeCodes(context, actor, choice.linkId, async tx => {
    code = await getCode(tx, choice);
    await setPrimary(tx, choice.linkId, code);
    return [];
  });
  return { ...(code as CodeRecord), isPrimary: true };
}
