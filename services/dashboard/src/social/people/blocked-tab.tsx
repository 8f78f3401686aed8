import type { Friend } from "@shunt/contracts/social";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDate } from "../../messages/format.ts";
import { Button } from "../../ui/button.tsx";
import { Card, EmptyState } from "../../ui/page.tsx";
import { peopleMessages } from "./messages/index.ts";
import { PagedPeople } from "./paged-people.tsx";
import { blockedQuery } from "./people-queries.ts";
import { PersonItem } from "./person-list.tsx";
import { usePersonAction } from "./use-person-action.ts";

export function BlockedTab() {
  const t = useMessages(peopleMessages);
  const query = useInfiniteQuery(blockedQuery);
  return (
    <Card title={t.blocked} isFlush>
      <PagedPeople
        label={t.blocked}
        query={query}
        empty={
          <EmptyState icon={<Ban />} title={t.noBlocked}>
            {t.noBlockedAbout}
          </EmptyState>
        }
      >
        {person => <BlockedItem key={person.user_id} person={person} />}
      </PagedPeople>
    </Card>
  );
}

function BlockedItem({ person }: { person: Friend }) {
  const t = useMessages(peopleMessages);
  const { user_id, username, since } = person;
  const unblock = usePersonAction(() => api.unblockPerson({ params: { person_id: user_id } }), t.unblocked(username));
  return (
    <PersonItem
      person={person}
      about={t.blockedSince(formatDate(since))}
      actions={
        <Button size="small" onPress={() => unblock.mutate()} isPending={unblock.isPending}>
          {t.unblock}
        </Button>
      }
    />
  );
}
