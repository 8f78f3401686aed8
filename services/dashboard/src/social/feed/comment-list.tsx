import type { Post } from "@shunt/contracts/social";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { CommentForm } from "./comment-form.tsx";
import { CommentItem } from "./comment-item.tsx";
import { commentsQuery } from "./feed-queries.ts";
import { leavingPosts } from "./leaving-posts.ts";
import { feedMessages } from "./messages/index.ts";

/** The comments on a post, oldest first, and a form for one more. */
export function CommentList({ id, post }: { id: string; post: Post }) {
  const t = useMessages(feedMessages);
  const leaving = leavingPosts.useIds();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    commentsQuery(post.post_id),
  );
  const comments = data?.pages.flatMap(({ items }) => items);
  const isOutdated = comments !== undefined && !hasNextPage && comments.length !== post.comments;
  // The number on the post is looked at again and again; reading it anew is enough here.
  useEffect(() => {
    if (isOutdated) void refetch();
  }, [post.comments]);
  const shown = comments?.filter(({ comment_id }) => !leaving.has(comment_id));
  return (
    <section id={id} aria-label={t.comments(post.comments)} className="flex flex-col gap-3 border-t border-line pt-3">
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : !shown ? (
        <Skeleton className="h-12 w-full" />
      ) : shown.length === 0 ? (
        <p className="text-sm text-quiet">{t.noComments}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {shown.map(comment => (
            <CommentItem key={comment.comment_id} post={post} comment={comment} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div>
          <Button look="quiet" size="small" onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
            {t.moreComments}
          </Button>
        </div>
      )}
      <CommentForm post={post} />
    </section>
  );
}
