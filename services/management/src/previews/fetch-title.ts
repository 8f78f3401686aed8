import type { Caller } from "../access/index.ts";
import { assertMatch } from "../http/index.ts";
import { getOwnLink, type LinkRecord, toLinkTag, updateLink } from "../links/index.ts";
import type { PreviewsDeps } from "./deps.ts";
import { fetchPage, notFetchedProblem } from "./fetch-page.ts";

/**
 * Sets the title of a link to that of its destination.
 *
 * @throws Problem "link-not-found", "forbidden", "target-refused", "page-not-fetched", or "precondition-failed", also
 * if the link changes during the fetch, as its destination may have changed
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
  return updateLink(context, actor, id, { title }, toLinkTag(link));
}
