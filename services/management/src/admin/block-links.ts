import { system } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { changeLinks } from "../links/change-links.ts";
import { setBlockedHost } from "./blocked-links-store.ts";

/** Few enough that other transactions do not wait long. */
const linksAtOnce = 500;

/**
 * Blocks links for the host that they lead to, or unblocks them where no host is given; links that are blocked themselves stay as they
 * are. Takes several transactions; after a failure, run it again. Returns how many links it changed.
 */
export async function blockLinks(context: Context, ids: readonly string[], host: string | undefined): Promise<number> {
  let count = 0;
  for (let start = 0; start < ids.length; start += linksAtOnce) {
    const some = ids.slice(start, start + linksAtOnce);
    count += (await changeLinks(context, system, links => setBlockedHost(links, some, host))).links.size;
  }
  return count;
}
