import type { Db } from "@shunt/db";
import {
  deleteApiKeys,
  deleteKnownNetworks,
  deleteMailTokens,
  deleteTotp,
  dropAdminScope,
  endSessions,
} from "../auth/index.ts";
import { resumeWebhooks, suspendWebhooks, switchOffWebhooks } from "../webhooks/index.ts";

/** Whose access changes. */
export interface AccessSubject {
  userId: string;
  /** The session that stays where the others end. */
  sessionId?: string | undefined;
  /** Whether the owner of the e-mail address had ever confirmed it. */
  wasVerified?: boolean;
}

type Close = (tx: Db, subject: AccessSubject) => Promise<unknown>;

/**
 * Everything that gives access to an account, or reaches out for it, with the ways in which it can be taken away. Live streams and
 * their tickets follow the session or key they were opened with, kept answers (`Idempotency-Key`) are given to nobody else, and
 * sessions of the operations page are sessions: `hasAccess` and `authenticate` check those with every use.
 */
export const accessGrants = {
  sessions: {
    end: (tx, { userId }) => endSessions(tx, userId, { except: undefined }),
    "end others": (tx, { userId, sessionId }) => endSessions(tx, userId, { except: sessionId }),
  },
  apiKeys: { delete: (tx, { userId }) => deleteApiKeys(tx, userId) },
  adminScope: { drop: (tx, { userId }) => dropAdminScope(tx, userId) },
  mailLinks: { void: (tx, { userId }) => deleteMailTokens(tx, userId) },
  /** They have an allowance of guesses of their own. */
  knownNetworks: { forget: (tx, { userId }) => deleteKnownNetworks(tx, userId) },
  secondFactor: {
    // Whoever set it up never showed that the address is theirs.
    "remove if unconfirmed": async (tx, { userId, wasVerified }) => wasVerified || deleteTotp(tx, userId),
  },
  webhooks: {
    "switch off": (tx, { userId }) =>
      switchOffWebhooks(tx, userId, "The password was reset; switch it on if it is yours"),
    suspend: (tx, { userId }) => suspendWebhooks(tx, userId),
    resume: (tx, { userId }) => resumeWebhooks(tx, userId),
  },
} as const satisfies Record<string, Record<string, Close>>;

type Doors = typeof accessGrants;
type Rule = { [D in keyof Doors]: "keep" | keyof Doors[D] };

const keepAll = {
  sessions: "keep",
  apiKeys: "keep",
  adminScope: "keep",
  mailLinks: "keep",
  knownNetworks: "keep",
  secondFactor: "keep",
  webhooks: "keep",
} as const satisfies Rule;

/** What each event does to each door. */
export const accessRules = {
  "password reset": {
    sessions: "end",
    apiKeys: "delete",
    adminScope: "keep",
    mailLinks: "void",
    knownNetworks: "forget",
    secondFactor: "remove if unconfirmed",
    webhooks: "switch off",
  },
  "password changed": { ...keepAll, sessions: "end others", mailLinks: "void", knownNetworks: "forget" },
  "e-mail changed": { ...keepAll, sessions: "end others", mailLinks: "void", knownNetworks: "forget" },
  "account disabled": { ...keepAll, sessions: "end", mailLinks: "void", webhooks: "suspend" },
  // Before the rows go, of which there may be many. The session of an owner stays, to try again if that fails.
  "account deleted": {
    ...keepAll,
    sessions: "end others",
    apiKeys: "delete",
    mailLinks: "void",
    webhooks: "suspend",
  },
  "account enabled": { ...keepAll, webhooks: "resume" },
  "administrator demoted": { ...keepAll, sessions: "end", adminScope: "drop", mailLinks: "void" },
  "second factor removed by an administrator": { ...keepAll, sessions: "end", mailLinks: "void" },
} as const satisfies Record<string, Rule>;
export type AccessEvent = keyof typeof accessRules;

/**
 * Takes away what an event ends, in the transaction of the event, which has locked the account. Once that has committed,
 * `accessChanges.publish` ends open streams at once; without it they end within seconds.
 */
export async function applyAccessEvent(tx: Db, event: AccessEvent, subject: AccessSubject): Promise<void> {
  for (const [door, verdict] of Object.entries(accessRules[event])) {
    const close = (accessGrants as Record<string, Record<string, Close>>)[door]?.[verdict];
    await close?.(tx, subject);
  }
}
