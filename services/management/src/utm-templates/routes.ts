import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { actIn } from "../access/index.ts";
import { serve } from "../http/index.ts";
import { createUtmTemplate } from "./create-utm-template.ts";
import { deleteUtmTemplate } from "./delete-utm-template.ts";
import type { UtmTemplatesDeps } from "./deps.ts";
import { updateUtmTemplate } from "./update-utm-template.ts";
import { toUtmTemplateBody } from "./utm-template-record.ts";
import { findUtmTemplates, getUtmTemplate } from "./utm-template-store.ts";

export function addUtmTemplateRoutes(app: Express, context: UtmTemplatesDeps): void {
  serve(app, context, operations.createUtmTemplate, async ({ db }, { actor, body }, res) => {
    const creator = actIn(actor, body.workspace_id, "edit", "utmTemplate");
    const template = await createUtmTemplate(db, creator, body);
    res.location(`/api/v1/utm-templates/${template.id}`);
    return toUtmTemplateBody(template);
  });
  serve(app, context, operations.listUtmTemplates, async ({ db }, { actor }) => ({
    items: (await findUtmTemplates(db, actor)).map(toUtmTemplateBody),
  }));
  serve(app, context, operations.getUtmTemplate, async ({ db }, { actor, params }) =>
    toUtmTemplateBody(await getUtmTemplate(db, actor, params.id)),
  );
  serve(app, context, operations.updateUtmTemplate, async ({ db }, { actor, params, body }) =>
    toUtmTemplateBody(await updateUtmTemplate(db, actor, params.id, body)),
  );
  serve(app, context, operations.deleteUtmTemplate, ({ db }, { actor, params }) =>
    deleteUtmTemplate(db, actor, params.id),
  );
}
