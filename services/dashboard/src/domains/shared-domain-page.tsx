import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { instanceQuery } from "../api/instance.ts";
import { queryClient } from "../api/query-client.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { domainMessages } from "./messages/index.ts";
import { SettingsForm } from "./settings/settings-form.tsx";

const sharedDomainQuery = queryOptions({
  queryKey: ["shared-domain"],
  queryFn: ({ signal }) => api.getDefaultDomain({ signal }),
});

export function prefetchSharedDomain() {
  void queryClient.prefetchQuery(sharedDomainQuery);
}

/** The settings of the shared domain, for administrators. */
export function SharedDomainPage() {
  const t = useMessages(domainMessages);
  const settings = useQuery(sharedDomainQuery);
  const instance = useQuery(instanceQuery);
  const host = instance.data ? new URL(instance.data.short_url_base).host : "";
  const error = settings.error ?? instance.error;
  return (
    <Page
      title={host ? `${t.shared}: ${host}` : t.shared}
      about={t.sharedAbout}
      parent={<Link to="/domains">{t.title}</Link>}
    >
      {error && <ProblemNotice error={error} onRetry={() => void settings.refetch()} />}
      {!settings.data && !error && <Skeleton className="h-80 rounded-2xl" />}
      {settings.data && (
        <SettingsForm
          settings={settings.data}
          send={async body => {
            const saved = await api.updateDefaultDomain({ body });
            queryClient.setQueryData(sharedDomainQuery.queryKey, saved);
            return saved;
          }}
        />
      )}
    </Page>
  );
}
