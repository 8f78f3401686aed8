import { ApiError } from "@shunt/contracts/client";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { MessageCircleOff } from "lucide-react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Card, EmptyState, Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { postQuery } from "./feed-queries.ts";
import { leavingPosts } from "./leaving-posts.ts";
import { feedMessages } from "./messages/index.ts";
import { PostCard } from "./post-card.tsx";
import { PostSkeleton } from "./post-skeleton.tsx";

export function prefetchPost({ params: { id } }: { params: { id: string } }) {
  void queryClient.prefetchQuery(postQuery(id));
}

/** A post with its comments. */
export function PostPage() {
  const t = useMessages(feedMessages);
  const { id } = useParams({ from: "/members/feed/$id" });
  const { data: post, error, refetch } = useQuery(postQuery(id));
  const isGone = leavingPosts.useIds().has(id) || (error instanceof ApiError && [404, 422].includes(error.status));
  return (
    <Page title={post ? t.postBy(post.author.username) : t.post} parent={<Link to="/feed">{t.title}</Link>}>
      <div className="flex w-full max-w-[44rem] flex-col gap-4">
        {isGone ? (
          <Card>
            <EmptyState icon={<MessageCircleOff />} title={t.gone}>
              {t.goneAbout}
            </EmptyState>
          </Card>
        ) : post ? (
          <PostCard post={post} isWhole />
        ) : error ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <PostSkeleton count={1} />
        )}
      </div>
    </Page>
  );
}
