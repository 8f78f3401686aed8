import { useQuery } from "@tanstack/react-query";
import { Globe, Plus } from "lucide-react";
import { useState } from "react";
import { instanceQuery } from "../api/instance.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { domainsQuery } from "../editor/api.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Card, EmptyState, Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { AddDomainDialog } from "./add-domain-dialog.tsx";
import { DomainList } from "./domain-list.tsx";
import { domainMessages } from "./messages/index.ts";

export function prefetchDomains() {
  void queryClient.prefetchQuery(domainsQuery);
}

/** The domains of the account, and for administrators the shared one. */
export function DomainsPage() {
  const t = useMessages(domainMessages);
  const me = useQuery(meQuery);
  const isAdmin = me.data?.role === "admin";
  const { data, error, refetch } = useQuery(domainsQuery);
  const instance = useQuery({ ...instanceQuery, enabled: isAdmin });
  const [isAdding, setAdding] = useState(false);
  const sharedHost = instance.data && new URL(instance.data.short_url_base).host;
  // The shared domain goes above the others.
  const isKnown = data !== undefined && !me.isPending && !(isAdmin && instance.isPending);
  const isEmpty = isKnown && data.items.length === 0;
  const add = (
    <Button look="primary" onPress={() => setAdding(true)}>
      <Plus size={18} aria-hidden />
      {t.add}
    </Button>
  );
  return (
    <Page title={t.title} about={t.about} actions={!isEmpty && add}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {(data || !error) && (
        <Card isFlush>
          <div className="-mt-2 overflow-hidden rounded-2xl">
            {!isKnown && <RowSkeletons />}
            {isKnown && <DomainList domains={data.items} sharedHost={isAdmin ? sharedHost : undefined} />}
            {isEmpty && (
              <EmptyState icon={<Globe />} title={t.empty} action={add}>
                {t.emptyAbout}
              </EmptyState>
            )}
          </div>
        </Card>
      )}
      {isAdding && <AddDomainDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function RowSkeletons() {
  return [1, 2, 3].map(each => (
    <div key={each} className="flex items-center justify-between px-5 py-4">
      <Skeleton className="h-10 w-48" />
      <Skeleton className="h-6 w-20" />
    </div>
  ));
}
