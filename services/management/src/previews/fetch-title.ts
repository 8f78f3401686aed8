import type { Caller } from "../access/index.ts";
import { assertMatch, toEntityTag } from "../http/index.ts";
import { getOwnLink, type LinkRecord, updateLink } from "../links/index.ts";
import type { PreviewsDeps } from "./deps.ts";
import { fetchPage, notFetchedProblem } from "./fetch-page.ts";

/**
 * Gives a link the title of the page that it leads to.
 *
 * @param ifMatch as of `updateLink`
 * @throws Problem "link-not-found", "forbidden", "target-refused", "page-not-fetched", or "precondition-failed", also where somebody
 * changes the link while the page is being fetched: it may lead elsewhere now
 */
export async function fetchTitle(
  context: PreviewsDeps,
  actor: Caller,
  id: string,
  { ifMatch, signal }: { ifMatch?: string | undefined; signal?: AbortSignal } = {},
): Promise<LinkRecord> {
  const link = await getOwnLink(context, actor, id, "edit");
  assertMatch(ifMatch, link.version);
  const { title } = await fetchPage(context, { owner: actor.userId, signal }, link.targetUrl);
  if (title === null) throw notFetchedProblem("has no title");
  return updateLink(context, actor, id, { title }, toEntityTag(link.version, link.clickCount));
}
