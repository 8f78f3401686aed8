import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { serve } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { deleteMedia } from "./delete-media.ts";
import { sendMedia } from "./send-media.ts";
import { uploadMedia } from "./upload-media.ts";

export function addMediaRoutes(app: Express, context: SocialContext): void {
  serve(app, context, operations.uploadMedia, async (ctx, { actor, body, signal }, res) => {
    const media = await uploadMedia(ctx, actor, body, signal);
    res.location(`/api/v1/media/${media.media_id}`);
    return media;
  });
  serve(app, context, operations.getMedia, (ctx, { params }, res) => sendMedia(ctx, params.media_id, res));
  serve(app, context, operations.deleteMedia, (ctx, { actor, params }) => deleteMedia(ctx, actor, params.media_id));
}
