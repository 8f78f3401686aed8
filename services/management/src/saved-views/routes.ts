import type { SavedView } from "@shunt/contracts/analytics";
import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { type HttpDeps, serve } from "../http/index.ts";
import { createSavedView } from "./create-saved-view.ts";
import { deleteSavedViewRow, findSavedViews, type SavedViewRecord, updateSavedViewRow } from "./saved-view-store.ts";

export function addSavedViewRoutes(app: Express, context: HttpDeps): void {
  serve(app, context, operations.createSavedView, async ({ db }, { actor, body }) =>
    toSavedViewBody(await createSavedView(db, actor, body)),
  );
  serve(app, context, operations.listSavedViews, async ({ db }, { actor, query }) => ({
    items: (await findSavedViews(db, actor.userId, query.page)).map(toSavedViewBody),
  }));
  serve(app, context, operations.updateSavedView, async ({ db }, { actor, params, body }) =>
    toSavedViewBody(await updateSavedViewRow(db, { id: params.id, userId: actor.userId }, body)),
  );
  serve(app, context, operations.deleteSavedView, ({ db }, { actor, params }) =>
    deleteSavedViewRow(db, { id: params.id, userId: actor.userId }),
  );
}

function toSavedViewBody({ createdAt, updatedAt, search, ...view }: SavedViewRecord): SavedView {
  return {
    ...view,
    // As it was when stored: checked by the schema.
    search: search as SavedView["search"],
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}
