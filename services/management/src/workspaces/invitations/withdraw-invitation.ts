import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { assertCan, type UserActor } from "../../access/index.ts";
import { writeAudit } from "../../audit/index.ts";
import { lockAccess, withPresentRoles } from "../../auth/index.ts";
import { lockMembers } from "../member-store.ts";
import { deleteInvitationRow, findInvitation } from "./invitation-store.ts";

/** @throws Problem "workspace-not-found", "forbidden" or "invitation-not-found" */
export async function withdrawInvitation(
  db: Db,
  actor: UserActor,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  const workspace = { kind: "workspace", workspaceId } as const;
  assertCan(actor, "edit", workspace, "workspace-not-found");
  await db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    await lockMembers(tx, workspaceId);
    assertCan(await withPresentRoles(tx, actor), "edit", workspace, "workspace-not-found");
    const invitation = await findInvitation(tx, id);
    if (invitation?.workspaceId !== workspaceId) throw new Problem("invitation-not-found");
    await deleteInvitationRow(tx, id);
    const details = { role: invitation.role };
    await writeAudit(tx, { actor, action: "workspace.invitation-withdrawn", subjectId: id, workspaceId, details });
  });
}
