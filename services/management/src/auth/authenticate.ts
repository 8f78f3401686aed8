import { type Operation, Problem, type StreamName } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { type ApiKeyGrant, findApiKey, useApiKey } from "./api-key-store.ts";
import { apiKeyPrefix } from "./create-api-key.ts";
import { hashSecret } from "./tokens.ts";
import { findUser } from "./user-store.ts";

/**
 * Who sends the request, by an access token, an API key, or for a live stream a ticket. Account, session and key are looked up, so that ending them ends
 * their access at once.
 *
 * @throws Problem "not-authenticated" where a token is required, "invalid-token" when one is sent that is not valid,
 * "missing-scope" when an API key is not for this operation, "admin-only"
 */
export async function authenticate(
  context: Context,
  authorization: string | undefined,
  operation: Operation,
  ticket?: unknown,
): Promise<Actor | undefined> {
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
    ? await findByApiKey(context, token, operation)
    : await findByAccessToken(context, token);
  return heedRole(actor, operation);
}

/**
 * Looks at the account, session and key of a request once more, after it was admitted: they may have lost access while its body
 * came or its work went on. An access token that expires meanwhile takes nothing away.
 *
 * @throws Problem "invalid-token", "missing-scope" or "admin-only"
 */
export async function authenticateAgain(
  context: Context,
  { sessionId, keyId }: Actor,
  operation: Operation,
): Promise<Actor> {
  return heedRole(await findByGrant(context, { sessionId, keyId }, operation), operation);
}

function heedRole(actor: Actor, { auth }: Operation): Actor {
  if (auth === "admin" && actor.role !== "admin") throw new Problem("admin-only");
  return actor;
}

async function findByAccessToken({ tokens, findUserOfSession }: Context, token: string): Promise<Actor> {
  const { userId, sessionId } = tokens.readAccessToken(token);
  const user = await findUserOfSession(sessionId);
  if (!user?.isActive) throw new Problem("invalid-token");
  return { userId, role: user.role, sessionId };
}

async function findByTicket(
  context: Context,
  ticket: string,
  stream: StreamName,
  operation: Operation,
): Promise<Actor> {
  return findByGrant(context, context.tokens.readTicket(stream, ticket), operation);
}

/** Who has the session or key by now. */
async function findByGrant(
  context: Context,
  { sessionId, keyId }: { sessionId?: string | undefined; keyId?: string | undefined },
  operation: Operation,
): Promise<Actor> {
  if (keyId !== undefined) return toKeyActor(context, await findApiKey(context.db, keyId), operation);
  const user = sessionId === undefined ? undefined : await context.findUserOfSession(sessionId);
  if (!user?.isActive) throw new Problem("invalid-token");
  return { userId: user.id, role: user.role, sessionId };
}

async function findByApiKey(context: Context, token: string, operation: Operation): Promise<Actor> {
  return toKeyActor(context, await useApiKey(context.db, hashSecret(token)), operation);
}

async function toKeyActor(
  { db }: Context,
  key: ApiKeyGrant | undefined,
  { scope, heedsDomains }: Operation,
): Promise<Actor> {
  const user = key && (await findUser(db, key.userId));
  if (!key || !user?.isActive) throw new Problem("invalid-token");
  if (scope === undefined) throw new Problem("missing-scope", "No API key is for this: sign in");
  if (!key.scopes.includes(scope)) throw new Problem("missing-scope", `This needs an API key with the scope ${scope}`);
  const actor = { userId: key.userId, role: user.role, sessionId: undefined, keyId: key.id };
  if (key.domainIds === null) return actor;
  if (!heedsDomains) throw new Problem("missing-scope", "This API key is for the links of some domains only");
  return { ...actor, domainIds: key.domainIds };
}
