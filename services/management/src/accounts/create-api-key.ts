import type { CreateApiKey, NewApiKey } from "@shunt/contracts/accounts";
import { defaultDomainId } from "@shunt/contracts/domains";
import { Problem } from "@shunt/contracts/problem";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { isAdministrator, type UserActor } from "../access/index.ts";
import {
  apiKeyPrefix,
  createSecret,
  hashSecret,
  insertApiKey,
  lockVerifiedAccess,
  toApiKeyBody,
} from "../auth/index.ts";
import { getOwnDomainId } from "../domains/index.ts";
import { expiryProblem } from "../http/index.ts";
import type { AccountsDeps } from "./deps.ts";

const shownLength = apiKeyPrefix.length + 6;
const maxKeys = 50;

/**
 * @throws Problem "email-not-verified", "too-many-api-keys", "admin-only", "domain-not-found", or "validation-failed"
 * for an expiry in the past
 */
export async function createApiKey(context: AccountsDeps, actor: UserActor, input: CreateApiKey): Promise<NewApiKey> {
  const past = expiryProblem(input.expires_at);
  if (past) throw past;
  if (input.scopes.includes("admin") && !isAdministrator(actor))
    throw new Problem("admin-only", 'Only administrators can create API keys with the scope "admin"');
  const domainIds = input.domains ? await toDomainIds(context, actor, input.domains) : null;
  const key = apiKeyPrefix + createSecret();
  return context.db.transaction().execute(async tx => {
    // Locks the account, so that concurrent requests cannot exceed the maximum.
    await lockVerifiedAccess(tx, context, actor);
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from api_keys where user_id = ${actor.userId}`.execute(tx);
    if ((rows[0]?.count ?? 0) >= maxKeys)
      throw new Problem("too-many-api-keys", `You can have ${maxKeys} API keys. Delete one first`);
    const record = await insertApiKey(tx, {
      id: uuidv7(),
      userId: actor.userId,
      name: input.name,
      prefix: key.slice(0, shownLength),
      keyHash: hashSecret(key),
      scopes: input.scopes,
      domainIds,
      expiresAt: input.expires_at ?? null,
    });
    return { ...toApiKeyBody(record), key };
  });
}

/** Of all workspaces of the account: a key never exceeds the role of its account there. */
function toDomainIds({ db }: AccountsDeps, actor: UserActor, hosts: readonly (string | null)[]): Promise<number[]> {
  return Promise.all(hosts.map(host => (host === null ? defaultDomainId : getOwnDomainId(db, actor, host))));
}
