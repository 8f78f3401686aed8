import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { serve } from "../../http/index.ts";
import type { WorkspacesDeps } from "../deps.ts";
import { acceptInvitation, getOpenInvitation } from "./accept-invitation.ts";
import { createInvitation } from "./create-invitation.ts";
import { listInvitations } from "./list-invitations.ts";
import { toInvitationBody, toOpenInvitation } from "./to-invitation-body.ts";
import { withdrawInvitation } from "./withdraw-invitation.ts";

export function addInvitationRoutes(app: Express, context: WorkspacesDeps): void {
  serve(app, context, operations.createInvitation, async (ctx, { actor, params, body, client }) => {
    const { invitation, url } = await createInvitation(ctx, actor, params.id, body, client);
    return { ...toInvitationBody(invitation), url, is_mailed: ctx.config.mail.smtpUrl !== undefined };
  });
  serve(app, context, operations.listInvitations, async ({ db }, { actor, params }) => ({
    items: (await listInvitations(db, actor, params.id)).map(toInvitationBody),
  }));
  serve(app, context, operations.deleteInvitation, ({ db }, { actor, params }) =>
    withdrawInvitation(db, actor, { workspaceId: params.id, id: params.invitation_id }),
  );
  serve(app, context, operations.getInvitation, async ({ db }, { params }, res) => {
    res.setHeader("X-Robots-Tag", "noindex");
    return toOpenInvitation(await getOpenInvitation(db, params.token));
  });
  serve(app, context, operations.acceptInvitation, (ctx, { actor, params }) =>
    acceptInvitation(ctx, actor, params.token),
  );
}
