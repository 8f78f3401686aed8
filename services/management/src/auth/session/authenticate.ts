import type { Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { StreamName } from "@shunt/contracts/values";
import { assertScope, type Caller, isAdministrator, type UserActor } from "../../access/index.ts";
import { type ApiKeyGrant, apiKeyPrefix, authenticateApiKey, findApiKey } from "../api-key/api-key-store.ts";
import type { AuthDeps } from "../deps.ts";
import { findMember, type MemberRecord } from "../user-store.ts";
import { type Credential, hashSecret } from "./tokens.ts";

/** Credentials of a request. */
interface Given {
  authorization: string | undefined;
  ticket?: unknown;
  /** Gets the id of a valid API key, also of one that does not allow the operation. */
  onKey?: (keyId: string) => void;
}

/**
 * Account, session and key are looked up with every request, so that ending them ends their access at once.
 *
 * @throws Problem "not-authenticated" without a required token, "invalid-token" for an invalid one, "missing-scope"
 * when the API key does not allow the operation, "admin-only"
 */
export async function authenticate(
  context: AuthDeps,
  { authorization, ticket, onKey }: Given,
  operation: Operation,
): Promise<Caller | undefined> {
  if (operation.auth === "none") return undefined;
  if (operation.stream && authorization === undefined && typeof ticket === "string")
    return findByTicket(context, ticket, operation.stream, operation);
  if (authorization === undefined) {
    if (operation.auth === "optional") return undefined;
    throw new Problem("not-authenticated");
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) throw new Problem("invalid-token", "The Authorization header must be: Bearer <token>");
  const actor = token.startsWith(apiKeyPrefix)
    ? await findByApiKey(context, token, operation, onKey)
    : await findByAccessToken(context, token);
  return assertRole(actor, operation);
}

/**
 * Checks the account, session and key again while a request is in progress, as they may have lost access since. An
 * access token that has expired since it was admitted stays accepted.
 *
 * @throws Problem "invalid-token", "missing-scope" or "admin-only"
 */
export async function authenticateAgain(context: AuthDeps, actor: Caller, operation: Operation): Promise<Caller> {
  return assertRole(await findByGrant(context, actor, operation), operation);
}

function assertRole(actor: Caller, { auth }: Operation): Caller {
  if (auth === "admin" && !isAdministrator(actor)) throw new Problem("admin-only");
  return actor;
}

async function findByAccessToken({ tokens, findUserOfSession }: AuthDeps, token: string): Promise<Caller> {
  const { sessionId } = tokens.readAccessToken(token);
  const user = await findUserOfSession(sessionId);
  if (!user?.isActive) throw new Problem("invalid-token");
  return toUserActor(user, sessionId);
}

async function findByTicket(
  context: AuthDeps,
  ticket: string,
  stream: StreamName,
  operation: Operation,
): Promise<Caller> {
  return findByGrant(context, context.tokens.readTicket(stream, ticket), operation);
}

async function findByGrant(context: AuthDeps, credential: Credential, operation: Operation): Promise<Caller> {
  if ("keyId" in credential) return toKeyActor(context, await findApiKey(context.db, credential.keyId), operation);
  const { sessionId } = credential;
  const user = await context.findUserOfSession(sessionId);
  if (!user?.isActive) throw new Problem("invalid-token");
  return toUserActor(user, sessionId);
}

function toUserActor({ id, role, workspaceId, memberships }: MemberRecord, sessionId: string): UserActor {
  return { kind: "user", userId: id, role, workspaceId, memberships, sessionId };
}

async function findByApiKey(
  context: AuthDeps,
  token: string,
  operation: Operation,
  onKey: Given["onKey"],
): Promise<Caller> {
  const key = await authenticateApiKey(context.db, hashSecret(token));
  if (key) onKey?.(key.id);
  return toKeyActor(context, key, operation);
}

async function toKeyActor(
  { db }: AuthDeps,
  key: ApiKeyGrant | undefined,
  { scope, domainScoped }: Operation,
): Promise<Caller> {
  const user = key && (await findMember(db, key.userId));
  if (!key || !user?.isActive) throw new Problem("invalid-token");
  if (scope === undefined)
    throw new Problem("missing-scope", "API keys cannot do this. Sign in and use an access token");
  assertScope(key, scope);
  if (key.domainIds && !domainScoped)
    throw new Problem("missing-scope", "This API key is restricted to the links of certain domains");
  return {
    kind: "apiKey",
    userId: key.userId,
    role: user.role,
    workspaceId: user.workspaceId,
    memberships: user.memberships,
    keyId: key.id,
    scopes: key.scopes,
    domainIds: key.domainIds ?? undefined,
  };
}
