import type { ApiKey } from "@shunt/contracts/accounts";
import type { ApiKeyRecord } from "./api-key-store.ts";

export function toApiKeyBody(key: ApiKeyRecord): ApiKey {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    domains: key.domains,
    expires_at: key.expiresAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    created_at: key.createdAt.toISOString(),
  };
}
