import { Problem } from "@shunt/contracts";
import { writeAudit } from "../../audit/write-audit.ts";
import type { Caller } from "../../auth/index.ts";
import type { Context } from "../../context.ts";
import { deletePostRow, lockPost } from "./post-store.ts";

/** By its author, or by an administrator, which the audit log tells. @throws Problem "post-not-found" or "forbidden" */
export async function deletePost({ db }: Pick<Context, "db">, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const { authorId } = await lockPost(tx, actor, id);
    const isOwn = authorId === actor.userId;
    if (!isOwn && actor.role !== "admin") throw new Problem("forbidden");
    await deletePostRow(tx, id);
    if (isOwn) return;
    await writeAudit(tx, { actor, action: "post.removed", subjectId: id, details: { author_id: authorId } });
  });
}
