import type { CreateWorkspace, Workspace } from "@shunt/contracts/accounts";
import { v7 as uuidv7 } from "uuid";
import type { UserActor } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess, withPresentRoles } from "../auth/index.ts";
import { adviseOwner, assertWithinLimit } from "./assert-within-limit.ts";
import type { WorkspacesDeps } from "./deps.ts";
import { insertMember } from "./member-store.ts";
import { getWorkspace } from "./update-workspace.ts";
import { insertWorkspace } from "./workspace-store.ts";

/** @throws Problem "too-many-workspaces" */
export async function createWorkspace(
  context: WorkspacesDeps,
  actor: UserActor,
  { name }: CreateWorkspace,
): Promise<Workspace> {
  const id = uuidv7();
  return context.db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    await insertWorkspace(tx, { id, name });
    await insertMember(tx, { workspaceId: id, userId: actor.userId, role: "owner" });
    // Without the workspace, so that the entry stays when it is deleted.
    await writeAudit(tx, { actor, action: "workspace.created", subjectId: id, details: { name } });
    await assertWithinLimit(tx, context, { userId: actor.userId, detail: toAdvice });
    return getWorkspace(tx, await withPresentRoles(tx, actor), id);
  });
}

function toAdvice(limit: number): string {
  if (limit === 0) return "Workspaces besides the personal one cannot be created here";
  return adviseOwner(limit);
}
