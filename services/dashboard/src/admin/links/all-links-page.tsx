import type { Link } from "@shunt/contracts/links";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Link2, X } from "lucide-react";
import { useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/page.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import { AdminFrame } from "../admin-frame.tsx";
import { AdminList } from "../admin-list.tsx";
import { type Changes, type ModerationSearch, withChanges } from "../admin-search.ts";
import { adminMessages } from "../messages/index.ts";
import { allLinksQuery } from "../queries.ts";
import { ShowChoice } from "../show-choice.tsx";
import { ModerateDialog, type Moderation } from "./moderate-dialog.tsx";
import { ModeratedLink } from "./moderated-link.tsx";

export function prefetchAllLinks({ search }: { search: ModerationSearch }) {
  void queryClient.prefetchInfiniteQuery(allLinksQuery(search));
}

/** The links of all accounts: to search, block, and mark as unsafe. */
export function AllLinksPage() {
  const t = useMessages(adminMessages);
  const navigate = useNavigate();
  const search = useSearch({ from: "/members/admin/links" });
  const list = useInfiniteQuery(allLinksQuery(search));
  const [dialog, setDialog] = useState<{ moderation: Moderation; link: Link }>();
  const change = (changes: Changes<ModerationSearch>) =>
    void navigate({ to: "/admin/links", search: withChanges(search, changes), replace: true });
  return (
    <AdminFrame tab="links">
      <div className="flex flex-wrap items-center gap-3">
        <SearchBox
          label={t.searchLinks}
          placeholder={t.searchLinks}
          value={search.q ?? ""}
          onChange={text => change({ q: text || undefined })}
        />
        <ShowChoice
          value={search.show}
          options={{ blocked: t.onlyBlocked, unsafe: t.onlyUnsafe }}
          onChange={show => change({ show })}
        />
        {search.owner !== undefined && (
          <Button size="small" onPress={() => change({ owner: undefined })}>
            {t.oneAccount} <X size={14} aria-hidden />
          </Button>
        )}
      </div>
      <AdminList list={list} empty={<EmptyState icon={<Link2 />} title={t.noLinks} />}>
        {links => (
          <ul className="divide-y divide-line">
            {links.map(link => (
              <ModeratedLink key={link.id} link={link} onModerate={moderation => setDialog({ moderation, link })} />
            ))}
          </ul>
        )}
      </AdminList>
      {dialog && (
        <ModerateDialog moderation={dialog.moderation} link={dialog.link} onClose={() => setDialog(undefined)} />
      )}
    </AdminFrame>
  );
}
