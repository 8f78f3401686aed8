import type { Post } from "@shunt/contracts/social";
import type { Caller } from "../../access/index.ts";
import type { SocialContext } from "../social-context.ts";
import { getVisiblePost } from "./post-store.ts";
import { toPostBodies } from "./to-post-bodies.ts";

/** @throws Problem "post-not-found", also for posts that the actor may not see */
export async function getPost(context: SocialContext, actor: Caller, id: string): Promise<Post> {
  const [body] = await toPostBodies(context, actor, [await getVisiblePost(context.db, actor, id)]);
  return body as Post;
}
