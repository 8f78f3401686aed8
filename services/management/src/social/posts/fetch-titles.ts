import { Problem } from "@shunt/contracts/problem";
import { LaneFull } from "@shunt/runtime";
import type { Caller } from "../../access/index.ts";
import { fetchTitle } from "../../previews/index.ts";
import type { SocialContext } from "../social-context.ts";

/** A link stays without a title if its page has none or does not respond. */
export function fetchTitles(context: SocialContext, actor: Caller, linkIds: readonly string[]): void {
  if (linkIds.length === 0) return;
  context.background.run("titles of the links of a post", async () => {
    await Promise.all(linkIds.map(id => tryToFetchTitle(context, actor, id)));
  });
}

async function tryToFetchTitle(context: SocialContext, actor: Caller, linkId: string): Promise<void> {
  try {
    await fetchTitle(context, actor, linkId);
  } catch (err) {
    if (!(err instanceof Problem || err instanceof LaneFull)) throw err;
    context.log.debug({ err, linkId }, "no title fetched for link of post");
  }
}
