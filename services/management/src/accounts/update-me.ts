import type { Me, UpdateMe } from "@shunt/contracts/accounts";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Caller, UserActor } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import {
  createSecret,
  deleteEmailChange,
  emailChangeMinutes,
  findPendingEmail,
  findUser,
  hashSecret,
  lockAccess,
  requirePassword,
  sendEmailChange,
  updateFullName,
  upsertMailToken,
} from "../auth/index.ts";
import type { Client } from "../core.ts";
import { findPerson, setUsername } from "../social/index.ts";
import { checksLinks, setLinkChecks } from "../workspaces/index.ts";
import type { AccountsDeps } from "./deps.ts";
import { findMyWorkspaces, findPreferences, updatePreferences } from "./preferences-store.ts";
import { toUserBody } from "./to-user-body.ts";

/** @throws Problem "invalid-token" if the account was deleted */
export async function getMe(
  { db, social }: Pick<AccountsDeps, "db" | "social">,
  { userId, workspaceId, memberships }: Caller,
): Promise<Me> {
  const user = await findUser(db, userId);
  if (!user) throw new Problem("invalid-token");
  const username = social ? ((await findPerson(db, userId))?.username ?? null) : null;
  return {
    ...toUserBody(user),
    username,
    pending_email: await findPendingEmail(db, userId),
    ...(await findPreferences(db, userId)),
    workspaces: await findMyWorkspaces(db, userId, memberships),
    check_links: await checksLinks(db, workspaceId),
  };
}

/**
 * A new e-mail address takes effect when it is confirmed (`verifyEmail`). The response does not reveal whether the
 * address belongs to another account.
 *
 * @throws Problem "wrong-password", "username-taken", "validation-failed" or "rate-limited"
 */
export async function updateMe(
  context: AccountsDeps,
  actor: UserActor,
  changes: UpdateMe,
  client: Client,
): Promise<Me> {
  const { full_name, username, email, check_links, current_password = "" } = changes;
  if (username !== undefined && !context.social)
    throw fieldProblem("/username", "cannot be set, because social features are disabled");
  const before =
    email === undefined ? undefined : (await requirePassword(context, actor, current_password, client)).email;
  const isOther = before !== undefined && email?.toLowerCase() !== before.toLowerCase();
  if (email !== undefined && isOther) await context.limits.takeMail(email, { changeOf: actor.userId });
  const token = createSecret();
  await context.db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    if (full_name !== undefined) await updateFullName(tx, actor.userId, full_name);
    await updatePreferences(tx, actor.userId, changes);
    if (username !== undefined) await setUsername(tx, actor.userId, username);
    if (check_links !== undefined) await setLinkChecks(tx, actor.workspaceId, check_links);
    if (email !== undefined)
      await (isOther ? saveEmailChange(tx, actor, email, token) : saveEmailSpelling(tx, actor, email));
    const { current_password: _, ...fields } = changes;
    const details = { fields: Object.keys(fields) };
    await writeAudit(tx, { actor, action: "account.changed", subjectId: actor.userId, details });
  });
  if (before !== undefined && email !== undefined && isOther)
    context.background.run("address change mail", () =>
      sendEmailChange(context, { userId: actor.userId, before, email, token }, client),
    );
  return getMe(context, actor);
}

async function saveEmailChange(tx: Db, { userId, sessionId }: UserActor, email: string, token: string): Promise<void> {
  const purpose = "change-email";
  await upsertMailToken(tx, {
    tokenHash: hashSecret(token),
    userId,
    purpose,
    minutes: emailChangeMinutes,
    email,
    sessionId,
  });
}

async function saveEmailSpelling(tx: Db, { userId }: Caller, email: string): Promise<void> {
  await deleteEmailChange(tx, userId);
  await tx.updateTable("users").set({ email }).where("id", "=", userId).execute();
}
