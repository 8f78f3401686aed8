import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { assertCan, type UserActor } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess, withPresentRoles } from "../auth/index.ts";
import type { WorkspacesDeps } from "./deps.ts";
import { findMemberIds } from "./member-store.ts";
import { countContents, deleteWorkspaceRow, lockWorkspace } from "./workspace-store.ts";

/**
 * Only an empty workspace, so that no short URL stops working by surprise. Freed codes stay in quarantine.
 *
 * @throws Problem "workspace-not-found", "forbidden", "personal-workspace" or "workspace-in-use"
 */
export async function deleteWorkspace(
  { db, accessChanges }: WorkspacesDeps,
  actor: UserActor,
  id: string,
): Promise<void> {
  const workspace = { kind: "workspace", workspaceId: id } as const;
  assertCan(actor, "delete", workspace, "workspace-not-found");
  const memberIds = await db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    const locked = await lockWorkspace(tx, id);
    assertCan(await withPresentRoles(tx, actor), "delete", workspace, "workspace-not-found");
    if (locked?.isPersonal) throw new Problem("personal-workspace");
    await assertEmpty(tx, id);
    const members = await findMemberIds(tx, id);
    await deleteWorkspaceRow(tx, id);
    const details = { name: locked?.name, members: members.length };
    await writeAudit(tx, { actor, action: "workspace.deleted", subjectId: id, details });
    return members;
  });
  for (const memberId of memberIds) accessChanges.publish(memberId);
}

async function assertEmpty(tx: Db, id: string): Promise<void> {
  const { links, domains } = await countContents(tx, id);
  const left = [toCount(links, "link"), toCount(domains, "domain")].filter(part => part !== undefined);
  if (left.length > 0)
    throw new Problem("workspace-in-use", `The workspace still has ${left.join(" and ")}. Delete them first`);
}

function toCount(count: number, noun: string): string | undefined {
  return count === 0 ? undefined : `${count} ${noun}${count === 1 ? "" : "s"}`;
}
