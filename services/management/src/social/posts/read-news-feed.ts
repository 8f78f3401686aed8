import type { NewsFeed, ReadNewsFeed } from "@shunt/contracts/social";
import type { Caller } from "../../access/index.ts";
import { fromIdCursor, toListPage } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { findFeed } from "./feed-store.ts";
import { toPostBodies } from "./to-post-bodies.ts";

/** Returns a page by number, or the page after a cursor. @throws Problem "validation-failed" for an invalid cursor */
export async function readNewsFeed(
  context: SocialContext,
  actor: Caller,
  { cursor, page_number = 1, size }: ReadNewsFeed,
): Promise<NewsFeed> {
  const found = await findFeed(context.db, {
    userId: actor.userId,
    before: fromIdCursor(cursor),
    offset: (page_number - 1) * size,
    limit: size + 1,
  });
  const { items: records, next_cursor } = toListPage(found, size, last => last.id);
  const items = await toPostBodies(context, actor, records);
  return { items, posts: items, page: cursor === undefined ? page_number : null, next_cursor };
}
