import type { NewsFeed, ReadNewsFeed } from "@shunt/contracts";
import type { Caller } from "../../auth/index.ts";
import { fromIdCursor } from "../../http/cursor.ts";
import { toPage } from "../pages.ts";
import type { SocialContext } from "../social-context.ts";
import { findFeed } from "./feed-store.ts";
import { toPostBodies } from "./to-post-bodies.ts";

/** A page by its number, or from where the page before ended. @throws Problem "validation-failed" for a cursor that is none */
export async function readNewsFeed(
  context: SocialContext,
  actor: Caller,
  { cursor, page_number = 1, page_size }: ReadNewsFeed,
): Promise<NewsFeed> {
  const found = await findFeed(context.db, {
    userId: actor.userId,
    before: fromIdCursor(cursor),
    offset: (page_number - 1) * page_size,
    limit: page_size + 1,
  });
  const { items, nextCursor } = toPage(found, page_size, last => last.id);
  return {
    posts: await toPostBodies(context, actor, items),
    page: cursor === undefined ? page_number : null,
    next_cursor: nextCursor,
  };
}
