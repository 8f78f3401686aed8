import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { SocialContext } from "../social-context.ts";
import { deletePostRow, lockPost } from "./post-store.ts";

/** Only administrators' deletions are audited. @throws Problem "post-not-found" or "forbidden" */
export async function deletePost({ db }: Pick<SocialContext, "db">, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const { authorId } = await lockPost(tx, actor, id);
    const isOwn = authorId === actor.userId;
    if (!isOwn && actor.role !== "admin") throw new Problem("forbidden");
    await deletePostRow(tx, id);
    if (isOwn) return;
    await writeAudit(tx, { actor, action: "post.removed", subjectId: id, details: { author_id: authorId } });
  });
}
