import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { actIn } from "../access/index.ts";
import { serve } from "../http/index.ts";
import { createWebhook } from "./create-webhook.ts";
import { deleteWebhook } from "./delete-webhook.ts";
import type { WebhooksDeps } from "./deps.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { replaceSecret } from "./replace-secret.ts";
import { replayDelivery } from "./replay-delivery.ts";
import { testWebhook } from "./test-webhook.ts";
import { updateWebhook } from "./update-webhook.ts";
import { toWebhookBody } from "./webhook-record.ts";
import { findWebhooks, getWebhook } from "./webhook-store.ts";

export function addWebhookRoutes(app: Express, context: WebhooksDeps): void {
  serve(app, context, operations.createWebhook, async (ctx, { actor, body }, res) => {
    const creator = actIn(actor, body.workspace_id, "edit", "webhook");
    const webhook = await createWebhook(ctx, creator, body);
    res.location(`/api/v1/webhooks/${webhook.id}`);
    return webhook;
  });
  serve(app, context, operations.listWebhooks, async ({ db }, { actor }) => ({
    items: (await findWebhooks(db, actor)).map(toWebhookBody),
  }));
  serve(app, context, operations.getWebhook, async ({ db }, { actor, params }) =>
    toWebhookBody(await getWebhook(db, actor, params.id)),
  );
  serve(app, context, operations.updateWebhook, async (ctx, { actor, params, body }) =>
    toWebhookBody(await updateWebhook(ctx, actor, params.id, body)),
  );
  serve(app, context, operations.deleteWebhook, (ctx, { actor, params }) => deleteWebhook(ctx, actor, params.id));
  serve(app, context, operations.replaceWebhookSecret, (ctx, { actor, params }) =>
    replaceSecret(ctx, actor, params.id),
  );
  serve(app, context, operations.testWebhook, (ctx, { actor, params }) => testWebhook(ctx, actor, params.id));
  serve(app, context, operations.listWebhookDeliveries, (ctx, { actor, params, query }) =>
    listDeliveries(ctx, actor, params.id, query),
  );
  serve(app, context, operations.replayWebhookDelivery, (ctx, { actor, params }) =>
    replayDelivery(ctx, actor, params.id, params.delivery_id),
  );
}
