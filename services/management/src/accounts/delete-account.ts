import { type Db, retryDeadlocks } from "@shunt/db";
import type { OperatorActor, UserActor } from "../access/index.ts";
import { type ChangeDeps, type ChangeTransaction, runChanges } from "../changes/index.ts";
import { DomainChanges, removeDomainsOf } from "../domains/index.ts";
import { deleteAllLinks, deleteSomeLinks, LinkChanges } from "../links/index.ts";
import { deletePersonRows } from "../social/index.ts";
import { deleteWorkspaceRow, handOverWorkspaces } from "../workspaces/index.ts";
import {
  deleteUserRow,
  deleteWebhookEvents,
  findWorkspacesOfAccount,
  lockAdministrators,
  lockUser,
} from "./account-store.ts";
import type { AccountsDeps } from "./deps.ts";
import { assertOtherAdministrator } from "./lock-administration.ts";

/** Without `accessChanges`, open streams end seconds later. */
export type DeleteAccountDeps = ChangeDeps & Partial<Pick<AccountsDeps, "accessChanges">>;

/**
 * Of the last two administrators who delete themselves at the same time, one stays.
 *
 * @throws Problem "last-administrator"
 */
export async function removeAdminRole(tx: Db, userId: string): Promise<void> {
  const administrators = await lockAdministrators(tx);
  assertOtherAdministrator(administrators, userId);
  if (!administrators.includes(userId)) return;
  await tx.updateTable("users").set({ role: "user" }).where("id", "=", userId).execute();
}

/**
 * Deletes large tables in several transactions before the rest, with the workspaces in which the account is alone. Others that it alone
 * owns are handed over. Safe to run again if interrupted.
 */
export async function deleteAccount(
  context: DeleteAccountDeps,
  actor: UserActor | OperatorActor,
  userId: string,
): Promise<void> {
  const { db } = context;
  const workspaceIds = await findWorkspacesOfAccount(db, userId);
  // A concurrent request has already deleted it.
  if (workspaceIds.length === 0) return;
  for (const workspaceId of workspaceIds) await retryDeadlocks(() => deleteAllLinks(context, workspaceId));
  await retryDeadlocks(() => deletePersonRows(db, userId));
  for (const workspaceId of workspaceIds) await retryDeadlocks(() => deleteWebhookEvents(db, workspaceId));
  const heirIds = await retryDeadlocks(() =>
    runChanges(context, actor, async tx => {
      const changes = { links: new LinkChanges(tx, context), domains: new DomainChanges(tx) };
      return (await lockUser(tx.db, userId)) ? deleteRest(tx, changes, userId) : [];
    }),
  );
  for (const id of [userId, ...heirIds]) context.accessChanges?.publish(id);
}

/** Returns the new owners of workspaces. */
async function deleteRest(
  tx: ChangeTransaction,
  { links, domains }: { links: LinkChanges; domains: DomainChanges },
  userId: string,
): Promise<string[]> {
  const heirIds = await handOverWorkspaces(tx, userId, { toDisabled: true });
  for (const workspaceId of await findWorkspacesOfAccount(tx.db, userId)) {
    // Links created since `deleteAllLinks`.
    while ((await deleteSomeLinks(links, workspaceId)) > 0);
    await removeDomainsOf(domains, workspaceId);
    await deleteWorkspaceRow(tx.db, workspaceId);
  }
  await tx.audit({ action: "account.deleted", subjectId: userId });
  await deleteUserRow(tx.db, userId);
  return heirIds;
}
