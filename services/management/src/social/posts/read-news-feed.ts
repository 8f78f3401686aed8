import type { NewsFeed, ReadNewsFeed } from "@shunt/contracts";
import type { Actor } from "../../context.ts";
import type { SocialContext } from "../social-context.ts";
import { findFeed } from "./feed-store.ts";
import { fromIdCursor } from "./id-cursor.ts";
import { toPostBodies } from "./to-post-bodies.ts";

/** A page by its number, or from where the page before ended. @throws Problem "validation-failed" for a cursor that is none */
export async function readNewsFeed(
  context: SocialContext,
  actor: Actor,
  { cursor, page_number = 1, page_size }: ReadNewsFeed,
): Promise<NewsFeed> {
  const found = await findFeed(context.db, {
    userId: actor.userId,
    before: cursor === undefined ? undefined : fromIdCursor(cursor),
    offset: (page_number - 1) * page_size,
    // One more tells whether there is another page.
    limit: page_size + 1,
  });
  const posts = found.slice(0, page_size);
  return {
    posts: await toPostBodies(context, actor, posts),
    page: cursor === undefined ? page_number : null,
    next_cursor: found.length > page_size ? (posts.at(-1)?.id ?? null) : null,
  };
}
