import type { AdminUser } from "@shunt/contracts/admin";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { EmptyState } from "../../ui/page.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import { AdminFrame } from "../admin-frame.tsx";
import { AdminList } from "../admin-list.tsx";
import { type Changes, type UsersSearch, withChanges } from "../admin-search.ts";
import { adminMessages } from "../messages/index.ts";
import { usersQuery } from "../queries.ts";
import { ShowChoice } from "../show-choice.tsx";
import { type UserAction, UserDialog } from "./user-dialog.tsx";
import { UserRow } from "./user-row.tsx";

export function prefetchUsers({ search }: { search: UsersSearch }) {
  void queryClient.prefetchInfiniteQuery(usersQuery(search));
}

/** All accounts: to search, disable, promote and delete. */
export function UsersPage() {
  const t = useMessages(adminMessages);
  const navigate = useNavigate();
  const search = useSearch({ from: "/members/admin/users" });
  const list = useInfiniteQuery(usersQuery(search));
  const [dialog, setDialog] = useState<{ action: UserAction; user: AdminUser }>();
  const change = (changes: Changes<UsersSearch>) =>
    void navigate({ to: "/admin/users", search: withChanges(search, changes), replace: true });
  return (
    <AdminFrame tab="users">
      <div className="flex flex-wrap items-end gap-3">
        <SearchBox
          label={t.searchUsers}
          placeholder={t.searchUsers}
          value={search.q ?? ""}
          onChange={text => change({ q: text || undefined })}
        />
        <ShowChoice
          value={search.show}
          options={{ admins: t.onlyAdmins, disabled: t.onlyDisabled }}
          onChange={show => change({ show })}
        />
      </div>
      <AdminList list={list} empty={<EmptyState icon={<Users />} title={t.noUsers} />}>
        {users => (
          <ul className="divide-y divide-line">
            {users.map(user => (
              <UserRow key={user.id} user={user} onAction={action => setDialog({ action, user })} />
            ))}
          </ul>
        )}
      </AdminList>
      {dialog && <UserDialog {...dialog} onClose={() => setDialog(undefined)} />}
    </AdminFrame>
  );
}
