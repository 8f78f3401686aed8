import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { ChangeTransaction } from "../changes/index.ts";
import { findSolelyOwned, lockMembershipsOf, updateRole } from "./member-store.ts";

const maxNamed = 3;

/** For people who delete their own account: they can choose another owner. @throws Problem "sole-owner" */
export async function assertNotSoleOwner(tx: Db, userId: string): Promise<void> {
  const owned = await findSolelyOwned(tx, userId);
  if (owned.length === 0) return;
  const names = owned.slice(0, maxNamed).map(({ name }) => `"${name}"`);
  const more = owned.length > maxNamed ? ` and ${owned.length - maxNamed} more` : "";
  throw new Problem(
    "sole-owner",
    `You are the only active owner of ${names.join(", ")}${more}. Make another member an owner, or remove the other members, first`,
  );
}

/**
 * Makes another member an owner of the workspaces that only this account can act for, before an administrator deletes or disables it:
 * administrators have no role in them, so they could not choose an owner. A disabled account stays an owner, and disabled members inherit
 * from deleted ones only. Returns the new owners.
 */
export async function handOverWorkspaces(
  tx: Pick<ChangeTransaction, "db" | "audit">,
  userId: string,
  { toDisabled }: { toDisabled: boolean },
): Promise<string[]> {
  await lockMembershipsOf(tx.db, userId);
  const owned = (await findSolelyOwned(tx.db, userId)).filter(({ isHeirActive }) => isHeirActive || toDisabled);
  for (const { id: workspaceId, heirId } of owned) {
    await updateRole(tx.db, { workspaceId, userId: heirId }, "owner");
    const details = { from: userId, to: heirId };
    await tx.audit({ action: "workspace.handed-over", subjectId: workspaceId, workspaceId, details });
  }
  return owned.map(({ heirId }) => heirId);
}
