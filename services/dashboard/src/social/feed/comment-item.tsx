import type { Comment, Post } from "@shunt/contracts/social";
import { Trash2 } from "lucide-react";
import { api } from "../../api/client.ts";
import { useMe } from "../../api/me.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import { deleteLater } from "../../undo/delete-later.ts";
import { Avatar } from "../avatar.tsx";
import { Time } from "../time.tsx";
import { changeCachedPost, editCachedComments } from "./cached-posts.ts";
import { leavingPosts } from "./leaving-posts.ts";
import { feedMessages } from "./messages/index.ts";

/** A comment. Its author, the author of the post and administrators delete it. */
export function CommentItem({ post: { post_id, author }, comment }: { post: Post; comment: Comment }) {
  const t = useMessages(feedMessages);
  const me = useMe();
  const { comment_id, author: writer } = comment;
  const mayDelete = me && (me.role === "admin" || [writer.user_id, author.user_id].includes(me.id));
  const remove = () =>
    void deleteLater({
      ids: [comment_id],
      leaving: leavingPosts,
      text: t.commentDeleted,
      send: async () => {
        await api.deleteComment({ params: { post_id, comment_id } });
        editCachedComments(post_id, comments => comments.filter(each => each.comment_id !== comment_id));
        changeCachedPost(post_id, post => ({ ...post, comments: Math.max(0, post.comments - 1) }));
      },
      request: { method: "DELETE", path: `/api/v1/posts/${post_id}/comments/${comment_id}` },
    });
  return (
    <li className="flex items-start gap-2.5">
      <Avatar name={writer.username} size="size-8 text-sm" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <bdi className="font-medium wrap-anywhere">{writer.username}</bdi>
          <span className="text-quiet">
            <Time instant={comment.created_at} />
          </span>
        </p>
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {comment.comment}
        </p>
      </div>
      {mayDelete && (
        <IconButton label={t.deleteComment(writer.username)} icon={<Trash2 size={16} />} onPress={remove} />
      )}
    </li>
  );
}
