import type { Actor, Context } from "../../context.ts";
import { deleteLike } from "./like-store.ts";
import { getVisiblePost } from "./post-store.ts";

/** @throws Problem "post-not-found" */
export async function unlikePost({ db }: Pick<Context, "db">, actor: Actor, id: string): Promise<void> {
  await getVisiblePost(db, actor, id);
  await deleteLike(db, id, actor.userId);
}
