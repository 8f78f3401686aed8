import { system } from "../access/index.ts";
import { changeLinks } from "../links/index.ts";
import { setBlockedHost } from "./blocked-links-store.ts";
import type { AdminDeps } from "./deps.ts";

/** Few enough that other transactions do not wait long. */
const linksAtOnce = 500;

/**
 * Blocks links for the host that they lead to, or unblocks them where no host is given; links that are blocked themselves stay as they
 * are. Takes several transactions; after a failure, run it again. Returns how many links it changed.
 */
export async function blockLinks(
  context: AdminDeps,
  ids: readonly string[],
  host: string | undefined,
): Promise<number> {
  let count = 0;
  for (let start = 0; start < ids.length; start += linksAtOnce) {
    const some = ids.slice(start, start + linksAtOnce);
    count += (await changeLinks(context, system, links => setBlockedHost(links, some, host))).links.size;
  }
  return count;
}
