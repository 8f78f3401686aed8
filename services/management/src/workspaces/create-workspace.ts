import type { CreateWorkspace, Workspace } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import { v7 as uuidv7 } from "uuid";
import type { UserActor } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess, withPresentRoles } from "../auth/index.ts";
import type { WorkspacesDeps } from "./deps.ts";
import { countOwnWorkspaces, insertMember } from "./member-store.ts";
import { getWorkspace } from "./update-workspace.ts";
import { insertWorkspace } from "./workspace-store.ts";

/** @throws Problem "too-many-workspaces" */
export async function createWorkspace(
  { db, config }: WorkspacesDeps,
  actor: UserActor,
  { name }: CreateWorkspace,
): Promise<Workspace> {
  const { limit } = config.workspaces;
  const id = uuidv7();
  return db.transaction().execute(async tx => {
    // Locks the account, so that concurrent requests cannot exceed the limit.
    await lockAccess(tx, actor);
    if ((await countOwnWorkspaces(tx, actor.userId)) >= limit)
      throw new Problem("too-many-workspaces", toAdvice(limit));
    await insertWorkspace(tx, { id, name });
    await insertMember(tx, { workspaceId: id, userId: actor.userId, role: "owner" });
    // Without the workspace, so that the entry stays when it is deleted.
    await writeAudit(tx, { actor, action: "workspace.created", subjectId: id, details: { name } });
    return getWorkspace(tx, await withPresentRoles(tx, actor), id);
  });
}

function toAdvice(limit: number): string {
  if (limit === 0) return "Workspaces besides the personal one cannot be created here";
  return `You can own ${limit} workspaces besides your personal one. Delete one, or make another member its owner and leave it, first`;
}
