import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { EmptyState } from "../../ui/page.tsx";
import { AdminFrame } from "../admin-frame.tsx";
import { AdminList } from "../admin-list.tsx";
import { type AuditSearch, type Changes, withChanges } from "../admin-search.ts";
import { adminMessages } from "../messages/index.ts";
import { auditQuery } from "../queries.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditItem } from "./audit-item.tsx";

export function prefetchAudit({ search }: { search: AuditSearch }) {
  void queryClient.prefetchInfiniteQuery(auditQuery(search));
}

/** Who did what, when. */
export function AuditPage() {
  const t = useMessages(adminMessages);
  const navigate = useNavigate();
  const search = useSearch({ from: "/members/admin/audit" });
  const list = useInfiniteQuery(auditQuery(search));
  const change = (changes: Changes<AuditSearch>) =>
    void navigate({ to: "/admin/audit", search: withChanges(search, changes) });
  return (
    <AdminFrame tab="audit">
      <AuditFilters search={search} onChange={change} />
      <AdminList list={list} empty={<EmptyState icon={<ScrollText />} title={t.noEntries} />}>
        {entries => (
          <ul className="divide-y divide-line">
            {entries.map(entry => (
              <AuditItem key={entry.id} entry={entry} onChange={change} />
            ))}
          </ul>
        )}
      </AdminList>
    </AdminFrame>
  );
}
