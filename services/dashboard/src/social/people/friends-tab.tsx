import type { Friend } from "@shunt/contracts/social";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Ban, Ellipsis, UserMinus, Users } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDate } from "../../messages/format.ts";
import { IconButton } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { Card, EmptyState } from "../../ui/page.tsx";
import { BlockDialog } from "./block-dialog.tsx";
import { peopleMessages } from "./messages/index.ts";
import { PagedPeople } from "./paged-people.tsx";
import { friendsQuery } from "./people-queries.ts";
import { PersonItem } from "./person-list.tsx";
import { usePersonAction } from "./use-person-action.ts";

export function FriendsTab() {
  const t = useMessages(peopleMessages);
  const query = useInfiniteQuery(friendsQuery);
  return (
    <Card title={t.friends} isFlush>
      <PagedPeople
        label={t.friends}
        query={query}
        empty={
          <EmptyState icon={<Users />} title={t.noFriends}>
            {t.noFriendsAbout}
          </EmptyState>
        }
      >
        {friend => <FriendItem key={friend.user_id} friend={friend} />}
      </PagedPeople>
    </Card>
  );
}

function FriendItem({ friend }: { friend: Friend }) {
  const t = useMessages(peopleMessages);
  const [asked, setAsked] = useState<"end" | "block">();
  const { user_id, username, since } = friend;
  const end = usePersonAction(() => api.endFriendship({ params: { person_id: user_id } }), t.ended(username));
  const close = () => setAsked(undefined);
  return (
    <PersonItem
      person={friend}
      about={t.since(formatDate(since))}
      actions={
        <>
          <Menu trigger={<IconButton label={t.actionsFor(username)} icon={<Ellipsis size={18} />} />}>
            <MenuItem icon={<UserMinus size={16} aria-hidden />} onAction={() => setAsked("end")}>
              {t.end}
            </MenuItem>
            <MenuItem icon={<Ban size={16} aria-hidden />} isDanger onAction={() => setAsked("block")}>
              {t.block}
            </MenuItem>
          </Menu>
          <ConfirmDialog
            title={t.endQuestion(username)}
            confirmLabel={t.end}
            isOpen={asked === "end"}
            onClose={close}
            isPending={end.isPending}
            onConfirm={() => end.mutate(undefined, { onSettled: close })}
          >
            <p className="text-quiet">{t.endAbout}</p>
          </ConfirmDialog>
          <BlockDialog person={friend} isOpen={asked === "block"} onClose={close} />
        </>
      }
    />
  );
}
