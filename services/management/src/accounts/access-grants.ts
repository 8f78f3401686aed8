import type { Db } from "@shunt/db";
import {
  deleteApiKeys,
  deleteKnownNetworks,
  deleteMailTokens,
  deleteTotp,
  dropAdminScope,
  endSessions,
} from "../auth/index.ts";
import { endSharedViewsOf } from "../shared-views/index.ts";
import { disableWebhooks, resumeWebhooks, suspendWebhooks } from "../webhooks/index.ts";
import { deleteInvitationsOf } from "../workspaces/index.ts";

/** The account of an access event. */
export interface AccessSubject {
  userId: string;
  /** The session that is kept when the others end. */
  sessionId?: string | undefined;
  /** Whether the e-mail address was confirmed before the event. */
  wasVerified?: boolean;
}

type Revoke = (tx: Db, subject: AccessSubject) => Promise<unknown>;

/**
 * Everything that gives access to an account or acts for it, with the ways to revoke it. Live streams, their tickets
 * and sessions of the operations page need no entry: `hasAccess` and `authenticate` check their session or key with
 * every use. Stored responses (`Idempotency-Key`) are given only to the account that made the request.
 */
export const accessGrants = {
  sessions: {
    end: (tx, { userId }) => endSessions(tx, userId, { except: undefined }),
    "end others": (tx, { userId, sessionId }) => endSessions(tx, userId, { except: sessionId }),
  },
  apiKeys: { delete: (tx, { userId }) => deleteApiKeys(tx, userId) },
  adminScope: { drop: (tx, { userId }) => dropAdminScope(tx, userId) },
  mailLinks: { void: (tx, { userId }) => deleteMailTokens(tx, userId) },
  /** Known networks have a guess limit of their own. */
  knownNetworks: { forget: (tx, { userId }) => deleteKnownNetworks(tx, userId) },
  secondFactor: {
    // Its creator never proved that the address is theirs.
    "disable if unconfirmed": async (tx, { userId, wasVerified }) => wasVerified || deleteTotp(tx, userId),
  },
  webhooks: {
    disable: (tx, { userId }) =>
      disableWebhooks(tx, userId, "The password was reset. Enable the webhook if it is yours"),
    suspend: (tx, { userId }) => suspendWebhooks(tx, userId),
    resume: (tx, { userId }) => resumeWebhooks(tx, userId),
  },
  /** That it made, so that an intruder's accomplice does not join later. */
  invitations: { withdraw: (tx, { userId }) => deleteInvitationsOf(tx, userId) },
  /** Their readers need no account, so an intruder can keep reading through one. Views of a disabled account do not open. */
  sharedViews: { end: (tx, { userId }) => endSharedViewsOf(tx, userId) },
} as const satisfies Record<string, Record<string, Revoke>>;

type Grants = typeof accessGrants;
type Rule = { [G in keyof Grants]: "keep" | keyof Grants[G] };

const keepAll = {
  sessions: "keep",
  apiKeys: "keep",
  adminScope: "keep",
  mailLinks: "keep",
  knownNetworks: "keep",
  secondFactor: "keep",
  webhooks: "keep",
  invitations: "keep",
  sharedViews: "keep",
} as const satisfies Rule;

/** Effects of each event on the grants. */
export const accessRules = {
  "password reset": {
    sessions: "end",
    apiKeys: "delete",
    adminScope: "keep",
    mailLinks: "void",
    knownNetworks: "forget",
    secondFactor: "disable if unconfirmed",
    webhooks: "disable",
    invitations: "withdraw",
    sharedViews: "end",
  },
  "password changed": { ...keepAll, sessions: "end others", mailLinks: "void", knownNetworks: "forget" },
  "e-mail changed": { ...keepAll, sessions: "end others", mailLinks: "void", knownNetworks: "forget" },
  "account disabled": {
    ...keepAll,
    sessions: "end",
    mailLinks: "void",
    webhooks: "suspend",
    invitations: "withdraw",
  },
  // Applied before the rows are deleted, which can take a while. The owner's own session stays, so that they can retry.
  "account deleted": {
    ...keepAll,
    sessions: "end others",
    apiKeys: "delete",
    mailLinks: "void",
    webhooks: "suspend",
    invitations: "withdraw",
    sharedViews: "end",
  },
  "account enabled": { ...keepAll, webhooks: "resume" },
  "administrator demoted": { ...keepAll, sessions: "end", adminScope: "drop", mailLinks: "void" },
  "two-factor authentication disabled by an administrator": { ...keepAll, sessions: "end", mailLinks: "void" },
} as const satisfies Record<string, Rule>;
export type AccessEvent = keyof typeof accessRules;

/**
 * Call it in the event's transaction, which has locked the account, and call `accessChanges.publish` after the commit:
 * it ends open streams at once, which otherwise takes seconds.
 */
export async function applyAccessEvent(tx: Db, event: AccessEvent, subject: AccessSubject): Promise<void> {
  for (const [grant, action] of Object.entries(accessRules[event])) {
    const revoke = (accessGrants as Record<string, Record<string, Revoke>>)[grant]?.[action];
    await revoke?.(tx, subject);
  }
}
