import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatNumber } from "../../messages/format.ts";
import { Badge, Page } from "../../ui/page.tsx";
import { AddFriendCard } from "./add-friend-card.tsx";
import { BlockedTab } from "./blocked-tab.tsx";
import { FriendsTab } from "./friends-tab.tsx";
import { peopleMessages } from "./messages/index.ts";
import { friendsQuery, profileQuery, requestsQuery } from "./people-queries.ts";
import { type PeopleSearch, type PeopleTab, peopleTabs } from "./people-search.ts";
import { ProfileCard } from "./profile-card.tsx";
import { RequestsTab } from "./requests-tab.tsx";

const tabs: Record<PeopleTab, () => React.JSX.Element> = {
  friends: FriendsTab,
  requests: RequestsTab,
  blocked: BlockedTab,
};

export function prefetchPeople({ search: { tab } }: { search: PeopleSearch }) {
  void queryClient.prefetchQuery(profileQuery);
  void queryClient.prefetchInfiniteQuery(requestsQuery("received"));
  if (tab === undefined) void queryClient.prefetchInfiniteQuery(friendsQuery);
}

/** Friends, friend requests and blocked people, and the account's own name. */
export function PeoplePage() {
  const t = useMessages(peopleMessages);
  const { tab = "friends", add } = useSearch({ from: "/members/people" });
  const waiting = useInfiniteQuery(requestsQuery("received")).data?.pages[0]?.items.length ?? 0;
  const isInvited = add !== undefined;
  const Tab = tabs[tab];
  return (
    <Page title={t.title} about={t.about}>
      <div
        className={`grid items-start gap-5 @desk:grid-cols-[minmax(0,1fr)_22rem] ${isInvited ? "" : "@max-desk:in-order"}`}
      >
        <div className="flex min-w-0 flex-col gap-4">
          <nav aria-label={t.title} className="flex flex-wrap gap-1 border-b border-line">
            {peopleTabs.map(each => (
              <Link
                key={each}
                to="/people"
                search={each === "friends" ? {} : { tab: each }}
                activeOptions={{ exact: true }}
                aria-current={each === tab ? "page" : undefined}
                className="-mb-px flex items-center gap-2 border-b-2 border-transparent px-3 py-2 text-quiet hover:text-text aria-[current]:border-accent! aria-[current]:font-medium aria-[current]:text-text"
              >
                {t[each]}
                {each === "requests" && waiting > 0 && <Badge tone="accent">{formatNumber(waiting)}</Badge>}
              </Link>
            ))}
          </nav>
          <Tab />
        </div>
        <div className={`in-order flex min-w-0 flex-col gap-5 ${isInvited ? "order-first @desk:order-none" : ""}`}>
          <ProfileCard />
          <AddFriendCard key={add} {...(isInvited && { invitedBy: add })} />
        </div>
      </div>
    </Page>
  );
}
