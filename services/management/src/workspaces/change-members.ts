import type { Member, UpdateMember } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { assertCan, isOwnAccount, type UserActor } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess, withPresentRoles } from "../auth/index.ts";
import { assertMayOwnAnother } from "./assert-within-limit.ts";
import type { WorkspacesDeps } from "./deps.ts";
import { deleteInvitationsOf } from "./invitations/invitation-store.ts";
import { deleteMember, findMembers, hasOtherOwner, lockMembers, updateRole } from "./member-store.ts";

interface MemberId {
  workspaceId: string;
  userId: string;
}

/** @throws Problem "workspace-not-found", "forbidden", "member-not-found", "last-owner" or "too-many-workspaces" */
export async function changeRole(
  context: WorkspacesDeps,
  actor: UserActor,
  id: MemberId,
  { role }: UpdateMember,
): Promise<Member> {
  const changed = await context.db.transaction().execute(async tx => {
    const member = await lockMember(tx, actor, id, "edit");
    if (member.role === role) return member;
    if (role !== "owner") await assertNotLastOwner(tx, id.workspaceId, member);
    await updateRole(tx, id, role);
    if (role !== "owner") await deleteInvitationsOf(tx, id.userId, id.workspaceId);
    const details = { member: id.userId, before: member.role, role };
    await writeAudit(tx, { actor, action: "workspace.role-changed", workspaceId: id.workspaceId, details });
    if (role === "owner") await assertMayOwnAnother(tx, context, { userId: id.userId, detail: adviseAboutMember });
    return { ...member, role };
  });
  context.accessChanges.publish(id.userId);
  return changed;
}

/**
 * A member leaves, or an owner removes another.
 *
 * @throws Problem "workspace-not-found", "forbidden", "member-not-found" or "last-owner"
 */
export async function removeMember(
  { db, accessChanges }: WorkspacesDeps,
  actor: UserActor,
  id: MemberId,
): Promise<void> {
  const isLeaving = isOwnAccount(actor, id.userId);
  await db.transaction().execute(async tx => {
    const member = await lockMember(tx, actor, id, isLeaving ? "read" : "edit");
    await assertNotLastOwner(tx, id.workspaceId, member);
    await deleteMember(tx, id);
    await deleteInvitationsOf(tx, id.userId, id.workspaceId);
    const action = isLeaving ? "workspace.left" : "workspace.member-removed";
    const details = { member: id.userId, role: member.role };
    await writeAudit(tx, { actor, action, workspaceId: id.workspaceId, details });
  });
  accessChanges.publish(id.userId);
}

/** Decides by the actor's role after the lock, as another owner may have changed it. */
async function lockMember(tx: Db, actor: UserActor, id: MemberId, verb: "read" | "edit"): Promise<Member> {
  const workspace = { kind: "workspace", workspaceId: id.workspaceId } as const;
  assertCan(actor, verb, workspace, "workspace-not-found");
  await lockAccess(tx, actor);
  await lockMembers(tx, id.workspaceId);
  assertCan(await withPresentRoles(tx, actor), verb, workspace, "workspace-not-found");
  const [member] = await findMembers(tx, id.workspaceId, id.userId);
  if (!member) throw new Problem("member-not-found");
  return member;
}

async function assertNotLastOwner(tx: Db, workspaceId: string, member: Member): Promise<void> {
  if (member.is_permanent)
    throw new Problem("last-owner", "This is the member's personal workspace, which it always owns");
  if (member.role === "owner" && !(await hasOtherOwner(tx, workspaceId, member.user_id)))
    throw new Problem("last-owner", "The workspace needs another owner whose account is active");
}

function adviseAboutMember(limit: number): string {
  return `This member cannot own more than ${limit} workspaces besides the personal one. Make another member the owner, or ask this one to leave one first`;
}
