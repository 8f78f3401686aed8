import type { Db } from "@shunt/db";
import { assertCan, type UserActor } from "../../access/index.ts";
import { findInvitations, type InvitationRecord } from "./invitation-store.ts";

/** @throws Problem "workspace-not-found" or "forbidden" */
export async function listInvitations(db: Db, actor: UserActor, workspaceId: string): Promise<InvitationRecord[]> {
  assertCan(actor, "edit", { kind: "workspace", workspaceId }, "workspace-not-found");
  return findInvitations(db, workspaceId);
}
