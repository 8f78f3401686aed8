import { Problem } from "@shunt/contracts/problem";
import { type ApiKeyActor, workspacesOf } from "../access/index.ts";
import type { AnalyticsDeps } from "../analytics/index.ts";
import { actForReading, hashSecret } from "../auth/index.ts";
import { findSharedViewByToken, type SharedViewRecord } from "./shared-view-store.ts";

export interface OpenedView {
  view: SharedViewRecord;
  /** Its creator, limited to the workspace of the view. */
  actor: ApiKeyActor;
}

/**
 * Checked with each request, so that a view ends at once.
 *
 * @throws Problem "shared-view-not-found", also if its creator may no longer share in the workspace
 */
export async function openSharedView({ db }: AnalyticsDeps, token: string): Promise<OpenedView> {
  const view = await findSharedViewByToken(db, hashSecret(token));
  const actor =
    view && (await actForReading(db, { userId: view.userId, workspaceId: view.workspaceId, keyId: view.id }));
  if (!actor || !workspacesOf(actor, "edit", "analytics").includes(view.workspaceId))
    throw new Problem("shared-view-not-found");
  return { view, actor };
}
