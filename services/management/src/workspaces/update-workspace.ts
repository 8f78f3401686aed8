import type { UpdateWorkspace, Workspace } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { assertCan, type Caller, type UserActor, visibleTo } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess, withPresentRoles } from "../auth/index.ts";
import { setLinkChecks } from "./link-checks-store.ts";
import { findWorkspaces, lockMembers, updateName } from "./member-store.ts";

export function listWorkspaces(db: Db, actor: Caller): Promise<Workspace[]> {
  return findWorkspaces(db, actor.userId, visibleTo(actor, "workspace"));
}

/** @throws Problem "workspace-not-found" */
export async function getWorkspace(db: Db, actor: Caller, id: string): Promise<Workspace> {
  const workspace = (await listWorkspaces(db, actor)).find(each => each.id === id);
  if (!workspace) throw new Problem("workspace-not-found");
  return workspace;
}

/** @throws Problem "workspace-not-found" or "forbidden" */
export async function updateWorkspace(
  db: Db,
  actor: UserActor,
  id: string,
  { name, check_links }: UpdateWorkspace,
): Promise<Workspace> {
  const workspace = { kind: "workspace", workspaceId: id } as const;
  assertCan(actor, "edit", workspace, "workspace-not-found");
  return db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    await lockMembers(tx, id);
    assertCan(await withPresentRoles(tx, actor), "edit", workspace, "workspace-not-found");
    const before = await getWorkspace(tx, actor, id);
    if (name !== undefined && name !== before.name) {
      await updateName(tx, id, name);
      const details = { before: before.name, name };
      await writeAudit(tx, { actor, action: "workspace.renamed", workspaceId: id, details });
    }
    if (check_links !== undefined && check_links !== before.check_links) {
      await setLinkChecks(tx, id, check_links);
      await writeAudit(tx, { actor, action: "workspace.changed", workspaceId: id, details: { check_links } });
    }
    return getWorkspace(tx, actor, id);
  });
}
