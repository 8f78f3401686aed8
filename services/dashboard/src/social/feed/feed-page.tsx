import type { Post } from "@shunt/contracts/social";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowUp, Newspaper, Users } from "lucide-react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card, EmptyState, Page } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { InfiniteEnd } from "../infinite-end.tsx";
import { AddFriendCard } from "../people/add-friend-card.tsx";
import { ProfileCard } from "../people/profile-card.tsx";
import { addCachedPosts } from "./cached-posts.ts";
import { Composer } from "./composer.tsx";
import { feedQuery, newestQuery } from "./feed-queries.ts";
import { leavingPosts } from "./leaving-posts.ts";
import { mergeFeed } from "./merge-feed.ts";
import { feedMessages } from "./messages/index.ts";
import { PostCard } from "./post-card.tsx";
import { PostSkeleton } from "./post-skeleton.tsx";

export function prefetchFeed() {
  void queryClient.prefetchInfiniteQuery(feedQuery);
}

/** The posts of the account and its friends. */
export function FeedPage() {
  const t = useMessages(feedMessages);
  const leaving = leavingPosts.useIds();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(feedQuery);
  const newest = useQuery({ ...newestQuery, enabled: data !== undefined });
  const { posts, waiting } = mergeFeed(data?.pages.flatMap(({ items }) => items) ?? [], newest.data);
  const shown = posts.filter(({ post_id }) => !leaving.has(post_id));
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <ButtonLink to="/people">
          <Users size={16} aria-hidden /> {t.people}
        </ButtonLink>
      }
    >
      <div className="grid items-start gap-5 @desk:grid-cols-[minmax(0,44rem)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Composer />
          <div aria-live="polite" className="sticky top-16 z-10 flex justify-center empty:hidden @desk:top-4">
            {waiting.length > 0 && (
              <Button look="primary" size="small" onPress={() => showWaiting(waiting, newest.data?.items.length ?? 0)}>
                <ArrowUp size={16} aria-hidden /> {t.showNew(waiting.length)}
              </Button>
            )}
          </div>
          {error && !data ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <PostSkeleton />
          ) : shown.length === 0 ? (
            <Card>
              <EmptyState
                icon={<Newspaper />}
                title={t.empty}
                action={<ButtonLink to="/people">{t.findFriends}</ButtonLink>}
              >
                {t.emptyAbout}
              </EmptyState>
            </Card>
          ) : (
            shown.map(post => <PostCard key={post.post_id} post={post} />)
          )}
          {hasNextPage && (
            <InfiniteEnd label={t.more} isPending={isFetchingNextPage} onReach={() => void fetchNextPage()} />
          )}
        </div>
        <div className="hidden flex-col gap-5 @desk:flex">
          <ProfileCard />
          <AddFriendCard />
        </div>
      </div>
    </Page>
  );
}

/** Puts the posts that came since on top. After a whole page of them there may be more in between. */
function showWaiting(waiting: readonly Post[], pageSize: number): void {
  if (waiting.length < pageSize) addCachedPosts(waiting);
  else void queryClient.resetQueries({ queryKey: feedQuery.queryKey });
  window.scrollTo({ top: 0 });
}
