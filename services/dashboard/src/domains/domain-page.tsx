import type { Domain, UpdateDefaultDomain } from "@shunt/contracts/domains";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Globe } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useMe } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { domainsQuery } from "../editor/api.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { Badge, Card, EmptyState, Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { useProblemText } from "../ui/problem-text.ts";
import { showToast } from "../ui/toast.ts";
import { useMay } from "../workspaces/use-may.ts";
import { WorkspaceBadge } from "../workspaces/workspace-badge.tsx";
import { DeleteDomain } from "./delete-domain.tsx";
import { storeDomain, toDomainRequest } from "./domain-cache.ts";
import { DomainState } from "./domain-state.tsx";
import { domainMessages } from "./messages/index.ts";
import { SettingsForm } from "./settings/settings-form.tsx";
import { SetupCard } from "./setup/setup-card.tsx";

export function prefetchDomain() {
  void queryClient.prefetchQuery(domainsQuery);
}

/** One domain of the account: its DNS records until it is verified, then its settings. */
export function DomainPage() {
  const t = useMessages(domainMessages);
  const { host } = useParams({ from: "/members/domains/$host" });
  const { workspace_id: id } = useSearch({ from: "/members/domains/$host" });
  const { data, error, refetch } = useQuery(domainsQuery);
  const domain = data?.items.find(each => each.host === host && (id === undefined || each.workspace_id === id));
  const isKnown = useMe() !== undefined;
  const mayManage = useMay()("edit", "domain", domain?.workspace_id);
  return (
    <Page
      title={host}
      about={domain && <State domain={domain} />}
      parent={<Link to="/domains">{t.title}</Link>}
      actions={domain?.is_verified && mayManage && <DefaultButton domain={domain} />}
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!(data && isKnown) && !error && <Skeleton className="h-80 rounded-2xl" />}
      {data && !domain && (
        <Card isFlush>
          <EmptyState icon={<Globe />} title={t.noSuchDomain}>
            {t.noSuchDomainAbout}
          </EmptyState>
        </Card>
      )}
      {domain && isKnown && (mayManage ? <Content key={host} domain={domain} /> : <ManagedByOthers />)}
    </Page>
  );
}

function ManagedByOthers() {
  const t = useMessages(domainMessages);
  return (
    <Card>
      <p className="text-quiet">{t.managedByOthers}</p>
    </Card>
  );
}

function Content({ domain }: { domain: Domain }) {
  const t = useMessages(domainMessages);
  const { is_verified, released_host } = domain;
  const send = async (body: UpdateDefaultDomain) => {
    const saved = await api.updateDomain({ ...toDomainRequest(domain), body });
    storeDomain(saved);
    return saved;
  };
  return (
    <>
      {released_host === null ? (
        <SetupCard domain={domain} />
      ) : (
        <Card>
          <p className="max-w-prose text-quiet">{t.releasedAbout(released_host)}</p>
        </Card>
      )}
      {is_verified && <SettingsForm settings={domain} send={send} />}
      <DeleteButton domain={domain} />
    </>
  );
}

function State({ domain }: { domain: Domain }) {
  const t = useMessages(domainMessages);
  const { workspace_id, is_default, is_case_sensitive } = domain;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <DomainState domain={domain} />
      <WorkspaceBadge id={workspace_id} />
      {is_default && <Badge tone="accent">{t.isDefault}</Badge>}
      <span className="text-sm">{is_case_sensitive ? t.codesDiffer : t.codesSame}</span>
    </span>
  );
}

function DefaultButton({ domain }: { domain: Domain }) {
  const { host, is_default } = domain;
  const t = useMessages(domainMessages);
  const toText = useProblemText();
  const change = useMutation({
    mutationFn: () => api.updateDomain({ ...toDomainRequest(domain), body: { is_default: !is_default } }),
    onSuccess: changed => {
      storeDomain(changed);
      showToast({ text: changed.is_default ? t.madeDefault(host) : t.madeSharedDefault });
    },
    onError: error => showToast({ text: toText(error), isError: true }),
  });
  return (
    <Button onPress={() => change.mutate()} isPending={change.isPending}>
      {is_default ? t.notDefaultAnymore : t.makeDefault}
    </Button>
  );
}

function DeleteButton({ domain }: { domain: Domain }) {
  const t = useMessages(domainMessages);
  const [isAsking, setAsking] = useState(false);
  return (
    <div>
      <Button look="quiet" onPress={() => setAsking(true)}>
        <span className="text-act">{t.delete}</span>
      </Button>
      {isAsking && <DeleteDomain domain={domain} onClose={() => setAsking(false)} />}
    </div>
  );
}
