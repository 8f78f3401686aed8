import type { FriendRequest } from "@shunt/contracts/social";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Check, Inbox, X } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { Card, EmptyState } from "../../ui/page.tsx";
import { Time } from "../time.tsx";
import { BlockDialog } from "./block-dialog.tsx";
import { peopleMessages } from "./messages/index.ts";
import { PagedPeople } from "./paged-people.tsx";
import { requestsQuery } from "./people-queries.ts";
import { PersonItem } from "./person-list.tsx";
import { usePersonAction } from "./use-person-action.ts";

/** Friend requests that wait for an answer: those to the account, and those that it sent. */
export function RequestsTab() {
  const t = useMessages(peopleMessages);
  const received = useInfiniteQuery(requestsQuery("received"));
  const sent = useInfiniteQuery(requestsQuery("sent"));
  return (
    <>
      <Card title={t.received} isFlush>
        <PagedPeople
          label={t.received}
          query={received}
          empty={
            <EmptyState icon={<Inbox />} title={t.noReceived}>
              {t.noReceivedAbout}
            </EmptyState>
          }
        >
          {request => <ReceivedItem key={request.request_id} request={request} />}
        </PagedPeople>
      </Card>
      <Card title={t.sent} isFlush>
        <PagedPeople label={t.sent} query={sent} empty={<p className="px-5 pb-5 text-quiet">{t.noSent}</p>}>
          {request => <SentItem key={request.request_id} request={request} />}
        </PagedPeople>
      </Card>
    </>
  );
}

function ReceivedItem({ request: { request_id, sender, created_at } }: { request: FriendRequest }) {
  const t = useMessages(peopleMessages);
  const [isBlocking, setBlocking] = useState(false);
  const answer = (action: string) => api.answerFriendRequest({ params: { request_id }, body: { action } });
  const accept = usePersonAction(() => answer("accept"), t.friendsNow(sender.username));
  const decline = usePersonAction(() => answer("reject"), t.declined(sender.username));
  const isPending = accept.isPending || decline.isPending;
  return (
    <PersonItem
      person={sender}
      about={<Time instant={created_at} />}
      actions={
        <>
          <Button size="small" look="primary" onPress={() => accept.mutate()} isPending={isPending}>
            <Check size={16} aria-hidden /> {t.accept}
          </Button>
          <Button size="small" onPress={() => decline.mutate()} isPending={isPending}>
            <X size={16} aria-hidden /> {t.decline}
          </Button>
          <Button size="small" look="quiet" onPress={() => setBlocking(true)}>
            {t.block}
          </Button>
          <BlockDialog person={sender} isOpen={isBlocking} onClose={() => setBlocking(false)} />
        </>
      }
    />
  );
}

function SentItem({ request: { request_id, receiver, created_at } }: { request: FriendRequest }) {
  const t = useMessages(peopleMessages);
  const withdraw = usePersonAction(
    () => api.withdrawFriendRequest({ params: { request_id } }),
    t.withdrawn(receiver.username),
  );
  return (
    <PersonItem
      person={receiver}
      about={<Time instant={created_at} />}
      actions={
        <Button size="small" onPress={() => withdraw.mutate()} isPending={withdraw.isPending}>
          {t.withdraw}
        </Button>
      }
    />
  );
}
