import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { WorkspacesDeps } from "./deps.ts";
import { countOwnWorkspaces, lockOwnerships } from "./member-store.ts";

/**
 * Call it last in a transaction that has made the account the owner of a workspace at its own wish or another owner's: concurrent ones wait
 * for each other, so that they cannot exceed the limit. Administrators who delete or disable an owner hand over without a limit.
 *
 * @param detail what to do about it
 * @throws Problem "too-many-workspaces"
 */
export async function assertWithinLimit(
  tx: Db,
  { config }: Pick<WorkspacesDeps, "config">,
  { userId, detail }: { userId: string; detail: (limit: number) => string },
): Promise<void> {
  const { limit } = config.workspaces;
  await lockOwnerships(tx, userId);
  if ((await countOwnWorkspaces(tx, userId)) > limit) throw new Problem("too-many-workspaces", detail(limit));
}

/** As `assertWithinLimit`, for a workspace that exists. Where none can be created, owners of existing ones can still change. */
export async function assertMayOwnAnother(
  tx: Db,
  context: Pick<WorkspacesDeps, "config">,
  owner: Parameters<typeof assertWithinLimit>[2],
): Promise<void> {
  if (context.config.workspaces.limit > 0) await assertWithinLimit(tx, context, owner);
}

export function adviseOwner(limit: number): string {
  return `You can own ${limit} workspaces besides your personal one. Delete one, or make another member its owner and leave it, first`;
}
