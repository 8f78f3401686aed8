import type { Db } from "@shunt/db";
import type { ApiKeyActor } from "../access/index.ts";
import { findMember } from "./user-store.ts";

/**
 * An account as the actor of something that reads statistics without it, limited to one workspace as an API key could be.
 * Undefined once the account is deleted, disabled, or no member.
 *
 * @param keyId identifies what acts
 */
export async function actForReading(
  db: Db,
  { userId, workspaceId, keyId }: Pick<ApiKeyActor, "userId" | "workspaceId" | "keyId">,
): Promise<ApiKeyActor | undefined> {
  const user = await findMember(db, userId);
  const role = user?.memberships[workspaceId];
  if (!user?.isActive || role === undefined) return undefined;
  const memberships = { [workspaceId]: role };
  return {
    kind: "apiKey",
    userId,
    role: "user",
    workspaceId,
    memberships,
    keyId,
    scopes: ["analytics"],
    domainIds: undefined,
  };
}
