import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess } from "../auth/index.ts";
import { deleteUtmTemplateRow, lockUtmTemplate } from "./utm-template-store.ts";

/** @throws Problem "utm-template-not-found" or "forbidden" */
export async function deleteUtmTemplate(db: Db, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    const { name } = await lockUtmTemplate(tx, actor, id, "delete");
    // Before the deletion, as the audit entry takes its workspace from the template.
    await writeAudit(tx, { actor, action: "utm-template.deleted", subjectId: id, details: { name } });
    await deleteUtmTemplateRow(tx, id);
  });
}
