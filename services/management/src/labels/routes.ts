import type { InWorkspace } from "@shunt/contracts/links";
import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import type { Caller } from "../access/index.ts";
import { serve } from "../http/index.ts";
import type { LinksDeps } from "../links/index.ts";
import { createLabel, deleteLabel, mergeLabel, updateLabel } from "./change-labels.ts";
import { folderKind } from "./folder-kind.ts";
import { getLabel, listLabels } from "./get-labels.ts";
import { toLabelBody } from "./label-record.ts";
import { tagKind } from "./tag-kind.ts";

const {
  listTags,
  createTag,
  getTag,
  updateTag,
  mergeTag,
  deleteTag,
  listFolders,
  createFolder,
  getFolder,
  updateFolder,
  mergeFolder,
  deleteFolder,
} = operations;

const each = [
  {
    kind: tagKind,
    list: listTags,
    create: createTag,
    get: getTag,
    update: updateTag,
    merge: mergeTag,
    remove: deleteTag,
  },
  {
    kind: folderKind,
    list: listFolders,
    create: createFolder,
    get: getFolder,
    update: updateFolder,
    merge: mergeFolder,
    remove: deleteFolder,
  },
];

export function addLabelRoutes(app: Express, context: LinksDeps): void {
  for (const { kind, list, create, get, update, merge, remove } of each) {
    serve(app, context, list, ({ db, lanes }, { actor, query, signal }) =>
      lanes.lists.run(actor.userId, signal, () => listLabels(db, actor, kind, query)),
    );
    serve(app, context, create, async ({ db }, { actor, query, body }, res) => {
      const label = await createLabel(db, actor, kind, { ...toWorkspace(actor, query), ...body });
      res.location(`${create.path}/${encodeURIComponent(label.name)}`);
      return toLabelBody(label);
    });
    serve(app, context, get, async ({ db }, { actor, params, query }) =>
      toLabelBody(await getLabel(db, actor, kind, { ...toWorkspace(actor, query), ...params })),
    );
    serve(app, context, update, (ctx, { actor, params, query, body: changes, signal }) =>
      ctx.lanes.bulk.run(actor.userId, signal, async () =>
        toLabelBody(await updateLabel(ctx, actor, kind, { ...toWorkspace(actor, query), ...params, changes, signal })),
      ),
    );
    serve(app, context, merge, (ctx, { actor, params, query, body, signal }) =>
      ctx.lanes.bulk.run(actor.userId, signal, async () =>
        toLabelBody(await mergeLabel(ctx, actor, kind, { ...toWorkspace(actor, query), ...params, ...body, signal })),
      ),
    );
    serve(app, context, remove, (ctx, { actor, params, query, signal }) =>
      ctx.lanes.bulk.run(actor.userId, signal, () =>
        deleteLabel(ctx, actor, kind, { ...toWorkspace(actor, query), ...params, signal }),
      ),
    );
  }
}

function toWorkspace(actor: Caller, { workspace_id = actor.workspaceId }: InWorkspace) {
  return { workspaceId: workspace_id };
}
