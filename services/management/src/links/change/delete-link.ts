import type { Caller } from "../../access/index.ts";
import { assertMatch } from "../../http/index.ts";
import type { LinksDeps } from "../deps.ts";
import { changeLinks } from "./change-links.ts";
import { lockOwnLink } from "./lock-own-link.ts";

/**
 * @param ifMatch the If-Match header
 * @throws Problem "link-not-found", "forbidden" or "precondition-failed"
 */
export async function deleteLink(context: LinksDeps, actor: Caller, id: string, ifMatch?: string): Promise<void> {
  await changeLinks(context, actor, async links => {
    const link = await lockOwnLink(links.db, actor, id, "delete");
    assertMatch(ifMatch, link.version);
    await links.delete([link]);
  });
}
