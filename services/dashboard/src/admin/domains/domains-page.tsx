import type { AdminDomain } from "@shunt/contracts/admin";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Globe } from "lucide-react";
import { useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/page.tsx";
import { SearchBox } from "../../ui/search-box.tsx";
import { AdminFrame } from "../admin-frame.tsx";
import { AdminList } from "../admin-list.tsx";
import { type AdminDomainsSearch, withChanges } from "../admin-search.ts";
import { adminMessages } from "../messages/index.ts";
import { adminDomainsQuery } from "../queries.ts";
import { When } from "../when.tsx";
import { RemoveDomain } from "./remove-domain.tsx";

export function prefetchAdminDomains({ search }: { search: AdminDomainsSearch }) {
  void queryClient.prefetchInfiniteQuery(adminDomainsQuery(search));
}

/** The verified domains of all workspaces: to search and to remove. */
export function AdminDomainsPage() {
  const t = useMessages(adminMessages);
  const navigate = useNavigate();
  const search = useSearch({ from: "/members/admin/domains" });
  const list = useInfiniteQuery(adminDomainsQuery(search));
  const [removed, setRemoved] = useState<AdminDomain>();
  const find = (text: string) =>
    void navigate({ to: "/admin/domains", search: withChanges(search, { q: text || undefined }), replace: true });
  return (
    <AdminFrame tab="domains">
      <div className="flex">
        <SearchBox label={t.searchDomains} placeholder={t.searchDomains} value={search.q ?? ""} onChange={find} />
      </div>
      <AdminList list={list} empty={<EmptyState icon={<Globe />} title={t.noDomains} />}>
        {domains => (
          <ul className="divide-y divide-line">
            {domains.map(domain => (
              <Row key={domain.host} domain={domain} onRemove={() => setRemoved(domain)} />
            ))}
          </ul>
        )}
      </AdminList>
      {removed && <RemoveDomain domain={removed} onClose={() => setRemoved(undefined)} />}
    </AdminFrame>
  );
}

function Row({ domain, onRemove }: { domain: AdminDomain; onRemove: () => void }) {
  const t = useMessages(adminMessages);
  const { host, workspace_name, owner_email, link_count, created_at } = domain;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium wrap-anywhere">{host}</p>
        <p className="text-sm text-quiet wrap-anywhere">
          {owner_email ?? workspace_name} · {t.links(link_count)}
        </p>
      </div>
      <When at={created_at} />
      <Button size="small" aria-label={t.removeNamed(host)} onPress={onRemove}>
        {t.removeDomain}
      </Button>
    </li>
  );
}
