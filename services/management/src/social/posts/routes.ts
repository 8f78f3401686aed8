import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { serve } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { createComment } from "./create-comment.ts";
import { createPost } from "./create-post.ts";
import { deleteComment } from "./delete-comment.ts";
import { deletePost } from "./delete-post.ts";
import { getPost } from "./get-post.ts";
import { likePost } from "./like-post.ts";
import { listComments } from "./list-comments.ts";
import { readNewsFeed } from "./read-news-feed.ts";
import { unlikePost } from "./unlike-post.ts";

export function addPostRoutes(app: Express, context: SocialContext): void {
  serve(app, context, operations.createPost, async (ctx, { actor, body }, res) => {
    const post = await createPost(ctx, actor, body);
    res.location(`/api/v1/posts/${post.post_id}`);
    return post;
  });
  serve(app, context, operations.getPost, (ctx, { actor, params }) => getPost(ctx, actor, params.post_id));
  serve(app, context, operations.deletePost, (ctx, { actor, params }) => deletePost(ctx, actor, params.post_id));
  serve(app, context, operations.readNewsFeed, (ctx, { actor, query }) => readNewsFeed(ctx, actor, query));
  serve(app, context, operations.likePost, (ctx, { actor, params }) => likePost(ctx, actor, params.post_id));
  serve(app, context, operations.unlikePost, (ctx, { actor, params }) => unlikePost(ctx, actor, params.post_id));
  serve(app, context, operations.createComment, (ctx, { actor, params, body }) =>
    createComment(ctx, actor, params.post_id, body.comment),
  );
  serve(app, context, operations.listComments, (ctx, { actor, params, query }) =>
    listComments(ctx, actor, params.post_id, query),
  );
  serve(app, context, operations.deleteComment, (ctx, { actor, params }) => deleteComment(ctx, actor, params));
}
