import { system } from "../access/index.ts";
import { changeLinks } from "../links/index.ts";
import { setBlockedHost } from "./blocked-links-store.ts";
import type { AdminDeps } from "./deps.ts";

/** Small enough that other transactions wait only briefly. */
const linksAtOnce = 500;

/**
 * Unblocks the links if `host` is undefined. Skips individually blocked links. Uses several transactions; safe to run
 * again after a failure. Returns the number of links changed.
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
