import type { Caller } from "../../access/index.ts";
import type { SocialContext } from "../social-context.ts";
import { deleteLike } from "./like-store.ts";
import { shareLockPost } from "./post-store.ts";

/** @throws Problem "post-not-found" */
export async function unlikePost({ db }: Pick<SocialContext, "db">, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    // Locks the post first, because deleting the post also deletes its likes: otherwise the two could deadlock.
    await shareLockPost(tx, actor, id);
    await deleteLike(tx, id, actor.userId);
  });
}
