import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { type Caller, hasLostAccess, type UserActor } from "../access/index.ts";
import { findApiKey } from "./api-key/api-key-store.ts";
import type { AuthDeps } from "./deps.ts";
import { lockSession } from "./session/session-store.ts";
import { findMember, type MemberRecord } from "./user-store.ts";

/**
 * Whether the caller still has all the access that it had at the start of the request. Open streams check this
 * repeatedly.
 */
export async function hasAccess(context: Pick<AuthDeps, "db" | "findUserOfSession">, actor: Caller): Promise<boolean> {
  const now = await findMemberOf(context, actor);
  return now?.isActive === true && !hasLostAccess(actor, now);
}

async function findMemberOf(
  { db, findUserOfSession }: Pick<AuthDeps, "db" | "findUserOfSession">,
  actor: Caller,
): Promise<MemberRecord | undefined> {
  if (actor.kind === "user") return findUserOfSession(actor.sessionId);
  const key = await findApiKey(db, actor.keyId);
  return key && findMember(db, key.userId);
}

/**
 * Locks the account and checks its session or key again, before a transaction creates something that gives access: a
 * request admitted just before access was revoked must leave nothing behind.
 *
 * @throws Problem "invalid-token"
 */
export async function lockAccess(tx: Db, actor: Caller): Promise<{ isVerified: boolean }> {
  const { rows: users } = await sql<{ isVerified: boolean }>`
    select is_verified as "isVerified" from users where id = ${actor.userId} and is_active for no key update`.execute(
    tx,
  );
  const [user] = users;
  if (!user || !(await lockCredential(tx, actor))) throw new Problem("invalid-token");
  return user;
}

/** The caller with the roles that it has now. @throws Problem "invalid-token" */
export async function withPresentRoles(tx: Db, actor: UserActor): Promise<UserActor> {
  const member = await findMember(tx, actor.userId);
  if (!member) throw new Problem("invalid-token");
  return { ...actor, role: member.role, memberships: member.memberships };
}

async function lockCredential(tx: Db, actor: Caller): Promise<boolean> {
  if (actor.kind === "user") return lockSession(tx, actor.sessionId);
  const { rows } = await sql`select from api_keys where id = ${actor.keyId} for share`.execute(tx);
  return rows.length > 0;
}

/**
 * As `lockAccess`, and requires a confirmed e-mail address unless EMAIL_VERIFICATION is off. For things that act
 * without their owner, such as API keys, webhooks and shared views.
 *
 * @throws Problem also "email-not-verified"
 */
export async function lockVerifiedAccess(tx: Db, { config }: Pick<AuthDeps, "config">, actor: Caller): Promise<void> {
  const { isVerified } = await lockAccess(tx, actor);
  if (isVerified || config.auth.emailVerification === "off") return;
  throw new Problem(
    "email-not-verified",
    "API keys, webhooks, shared views and invitations need a confirmed e-mail address. Open the link in the confirmation mail, or request " +
      "another mail with POST /api/v1/auth/email-verification",
  );
}
