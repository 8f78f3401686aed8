import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { serve } from "../http/index.ts";
import { changeRole, removeMember } from "./change-members.ts";
import { createWorkspace } from "./create-workspace.ts";
import { deleteWorkspace } from "./delete-workspace.ts";
import type { WorkspacesDeps } from "./deps.ts";
import { addInvitationRoutes } from "./invitations/routes.ts";
import { findMembers } from "./member-store.ts";
import { getWorkspace, listWorkspaces, updateWorkspace } from "./update-workspace.ts";

export function addWorkspaceRoutes(app: Express, context: WorkspacesDeps): void {
  addInvitationRoutes(app, context);
  serve(app, context, operations.listWorkspaces, async ({ db }, { actor }) => ({
    items: await listWorkspaces(db, actor),
  }));
  serve(app, context, operations.createWorkspace, async (ctx, { actor, body }, res) => {
    const workspace = await createWorkspace(ctx, actor, body);
    res.location(`/api/v1/workspaces/${workspace.id}`);
    return workspace;
  });
  serve(app, context, operations.getWorkspace, ({ db }, { actor, params }) => getWorkspace(db, actor, params.id));
  serve(app, context, operations.updateWorkspace, ({ db }, { actor, params, body }) =>
    updateWorkspace(db, actor, params.id, body),
  );
  serve(app, context, operations.deleteWorkspace, (ctx, { actor, params }) => deleteWorkspace(ctx, actor, params.id));
  serve(app, context, operations.listMembers, async ({ db }, { actor, params }) => {
    const { id } = await getWorkspace(db, actor, params.id);
    return { items: await findMembers(db, id) };
  });
  serve(app, context, operations.updateMember, (ctx, { actor, params, body }) =>
    changeRole(ctx, actor, { workspaceId: params.id, userId: params.user_id }, body),
  );
  serve(app, context, operations.removeMember, (ctx, { actor, params }) =>
    removeMember(ctx, actor, { workspaceId: params.id, userId: params.user_id }),
  );
}
