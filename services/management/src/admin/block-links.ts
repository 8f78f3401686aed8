import { system } from "../access/index.ts";
import { changeLinks } from "../links/index.ts";
import { setBlockedHost } from "./blocked-links-store.ts";
import type { AdminDeps } from "./deps.ts";

/** Keeps transactions short. */
const linksAtOnce = 500;

/**
 * Unblocks if `host` is undefined. Skips individually blocked links. Safe to run again after a failure. Returns the
 * number of links changed.
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
