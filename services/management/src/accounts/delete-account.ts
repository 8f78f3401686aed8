import type { Db } from "@shunt/db";
import { writeAudit } from "../audit/write-audit.ts";
import type { UserActor } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { tellCaches } from "../domains/tell-caches.ts";
import { announceFarewells, deleteAllLinks, deleteSomeLinks, type LinkFarewells } from "../links/delete-all-links.ts";
import { deletePersonRows } from "../social/index.ts";
import {
  type DomainFarewell,
  deleteUserRow,
  deleteWebhookEvents,
  findPersonalWorkspaceId,
  lockAdministrators,
  lockUser,
  noteDomainFarewells,
} from "./account-store.ts";
import { assertOtherAdministrator } from "./hold-administration.ts";
import { retryDeadlocks } from "./retry-deadlocks.ts";

/**
 * From then on the account is no administrator: of two who are the last and delete themselves at once, one stays.
 *
 * @throws Problem "last-administrator"
 */
export async function giveUpAdministration(tx: Db, userId: string): Promise<void> {
  const administrators = await lockAdministrators(tx);
  assertOtherAdministrator(administrators, userId);
  if (!administrators.includes(userId)) return;
  await tx.updateTable("users").set({ role: "user" }).where("id", "=", userId).execute();
}

/**
 * Deletes an account with all that is its own. What there may be much of goes first, in some transactions' worth; the account
 * and the rest in one. Broken off on the way, it is done by doing it once more.
 */
export async function deleteAccount(context: Context, actor: UserActor, userId: string): Promise<void> {
  const { db } = context;
  const workspaceId = await findPersonalWorkspaceId(db, userId);
  // Whoever has asked for it at the same time was quicker.
  if (workspaceId === undefined) return;
  await retryDeadlocks(() => deleteAllLinks(context, workspaceId));
  await retryDeadlocks(() => deletePersonRows(db, userId));
  await retryDeadlocks(() => deleteWebhookEvents(db, workspaceId));
  const farewells = await retryDeadlocks(() =>
    db.transaction().execute(tx => deleteRest(tx, actor, { userId, workspaceId })),
  );
  context.accessChanges.publish(userId);
  for (const links of farewells.links) await announceFarewells(context, links);
  for (const { host, version, note } of farewells.domains) await tellCaches(context, host, version, [note]);
}

interface Farewells {
  links: LinkFarewells[];
  domains: DomainFarewell[];
}

async function deleteRest(
  tx: Db,
  actor: UserActor,
  { userId, workspaceId }: { userId: string; workspaceId: string },
): Promise<Farewells> {
  const farewells: Farewells = { links: [], domains: [] };
  if (!(await lockUser(tx, userId))) return farewells;
  // Those that were made in the meantime.
  let links: LinkFarewells;
  do {
    links = await deleteSomeLinks(tx, workspaceId);
    farewells.links.push(links);
  } while (links.links > 0);
  farewells.domains = await noteDomainFarewells(tx, workspaceId);
  await writeAudit(tx, { actor, action: "account.deleted", subjectId: userId });
  await deleteUserRow(tx, userId);
  return farewells;
}
