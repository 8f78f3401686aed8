import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import type { SocialContext } from "../social-context.ts";
import { deleteMediaRow } from "./media-row-store.ts";

/**
 * Owners can delete their own pictures, administrators all. The sweep deletes the bytes.
 *
 * @throws Problem "media-not-found"
 */
export async function deleteMedia({ db }: SocialContext, actor: Caller, id: string): Promise<void> {
  if (await deleteMediaRow(db, id, actor.userId)) return;
  if (actor.role !== "admin") throw new Problem("media-not-found");
  await db.transaction().execute(async tx => {
    if (!(await deleteMediaRow(tx, id, undefined))) throw new Problem("media-not-found");
    await writeAudit(tx, { actor, action: "media.deleted", subjectId: id });
  });
}
