import type { CreateSharedView } from "@shunt/contracts/analytics";
import { Problem, validationProblem } from "@shunt/contracts/problem";
import { v7 as uuidv7 } from "uuid";
import { type UserActor, workspacesOf } from "../access/index.ts";
import { type AnalyticsDeps, toAnalyticsQuery } from "../analytics/index.ts";
import { writeAudit } from "../audit/index.ts";
import { createSecret, hashSecret, lockVerifiedAccess } from "../auth/index.ts";
import { expiryProblem } from "../http/index.ts";
import {
  countSharedViews,
  insertSharedView,
  lockWorkspaceOfLink,
  type SharedQuery,
  type SharedViewRecord,
} from "./shared-view-store.ts";
import { toClicksQuery } from "./to-clicks-query.ts";

const maxSharedViews = 50;

/**
 * Needs the right to edit, as sharing makes numbers public.
 *
 * @throws Problem "email-not-verified", "too-many-shared-views", "forbidden", the Problems of `toAnalyticsQuery`, or
 * "validation-failed" for an expiry in the past
 */
export async function createSharedView(
  context: AnalyticsDeps,
  actor: UserActor,
  input: CreateSharedView,
  signal: AbortSignal,
): Promise<{ view: SharedViewRecord; token: string }> {
  const past = expiryProblem(input.expires_at);
  if (past) throw past;
  const { name, link_id, tag, folder, workspace_id, hides_destinations, expires_at, ...query } = input;
  const token = createSecret();
  const view = await context.db.transaction().execute(async tx => {
    // Locks the account, so that concurrent requests cannot exceed the maximum.
    await lockVerifiedAccess(tx, context, actor);
    if ((await countSharedViews(tx, actor.userId)) >= maxSharedViews)
      throw new Problem("too-many-shared-views", `You can share ${maxSharedViews} reports. Stop sharing one first`);
    const workspaceId = link_id === undefined ? workspace_id : await lockWorkspaceOfLink(tx, link_id);
    if (link_id !== undefined && workspaceId === undefined) throw new Problem("link-not-found");
    const scope = { linkId: link_id ?? null, tag: tag ?? null, folder: folder ?? null };
    const draft = { ...scope, workspaceId: workspaceId ?? actor.workspaceId, query: query as SharedQuery };
    await assertMayShare({ ...context, db: tx }, actor, draft, signal);
    const record = await insertSharedView(tx, {
      ...draft,
      id: uuidv7(),
      userId: actor.userId,
      name,
      tokenHash: hashSecret(token),
      hidesDestinations: hides_destinations,
      expiresAt: expires_at ?? null,
    });
    const details = { name, link_id: scope.linkId, tag: scope.tag, folder: scope.folder };
    await writeAudit(tx, {
      actor,
      action: "shared-view.created",
      subjectId: record.id,
      workspaceId: record.workspaceId,
      details,
    });
    return record;
  });
  return { view, token };
}

/** Asks as readers will: what is unknown or refused now would be so for them. */
async function assertMayShare(
  context: AnalyticsDeps,
  actor: UserActor,
  draft: Pick<SharedViewRecord, "workspaceId" | "linkId" | "tag" | "folder" | "query">,
  signal: AbortSignal,
): Promise<void> {
  if (draft.linkId !== null && !workspacesOf(actor, "read", "analytics").includes(draft.workspaceId))
    throw new Problem("link-not-found");
  await toAnalyticsQuery(context, actor, toClicksQuery(draft), signal).catch((err: unknown) => {
    throw err instanceof Problem && err.errors ? toBodyProblem(err.errors) : err;
  });
  if (!workspacesOf(actor, "edit", "analytics").includes(draft.workspaceId))
    throw new Problem("forbidden", "Your role in this workspace does not allow to share reports");
}

/** Analytics name query parameters; here they are fields of the body. */
function toBodyProblem(errors: NonNullable<Problem["errors"]>): Problem {
  return validationProblem(errors.map(({ pointer, detail }) => ({ pointer: pointer.replace(/^\?/, "/"), detail })));
}
