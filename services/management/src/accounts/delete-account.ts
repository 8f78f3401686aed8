import type { Db } from "@shunt/db";
import type { UserActor } from "../access/index.ts";
import { type ChangeTransaction, runChanges } from "../changes/index.ts";
import { DomainChanges, removeDomainsOf } from "../domains/index.ts";
import { deleteAllLinks, deleteSomeLinks, LinkChanges } from "../links/index.ts";
import { deletePersonRows } from "../social/index.ts";
import {
  deleteUserRow,
  deleteWebhookEvents,
  findPersonalWorkspaceId,
  lockAdministrators,
  lockUser,
} from "./account-store.ts";
import type { AccountsDeps } from "./deps.ts";
import { assertOtherAdministrator } from "./lock-administration.ts";
import { retryDeadlocks } from "./retry-deadlocks.ts";

/**
 * From then on the account is no administrator: of two who are the last and delete themselves at once, one stays.
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
 * Deletes an account with all that is its own. What there may be much of goes first, in some transactions' worth; the account
 * and the rest in one. Broken off on the way, it is done by doing it once more.
 */
export async function deleteAccount(context: AccountsDeps, actor: UserActor, userId: string): Promise<void> {
  const { db } = context;
  const workspaceId = await findPersonalWorkspaceId(db, userId);
  // Whoever has asked for it at the same time was quicker.
  if (workspaceId === undefined) return;
  await retryDeadlocks(() => deleteAllLinks(context, workspaceId));
  await retryDeadlocks(() => deletePersonRows(db, userId));
  await retryDeadlocks(() => deleteWebhookEvents(db, workspaceId));
  await retryDeadlocks(() =>
    runChanges(context, actor, async tx => {
      const changes = { links: new LinkChanges(tx, context), domains: new DomainChanges(tx) };
      if (await lockUser(tx.db, userId)) await deleteRest(tx, changes, { userId, workspaceId });
    }),
  );
  context.accessChanges.publish(userId);
}

async function deleteRest(
  tx: ChangeTransaction,
  { links, domains }: { links: LinkChanges; domains: DomainChanges },
  { userId, workspaceId }: { userId: string; workspaceId: string },
): Promise<void> {
  // Links that were created in the meantime.
  while ((await deleteSomeLinks(links, workspaceId)) > 0);
  await removeDomainsOf(domains, workspaceId);
  await tx.audit({ action: "account.deleted", subjectId: userId });
  await deleteUserRow(tx.db, userId);
}
