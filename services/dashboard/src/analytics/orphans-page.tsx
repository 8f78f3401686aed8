import type { Me } from "@shunt/contracts/accounts";
import type { Domain } from "@shunt/contracts/domains";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Unlink } from "lucide-react";
import { api } from "../api/client.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { domainsQuery } from "../editor/api.ts";
import { useMessages } from "../messages/catalogue.ts";
import { formatDateTime, formatNumber, formatRelative } from "../messages/format.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card, EmptyState, Page, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { Select } from "../ui/select.tsx";
import { useMay } from "../workspaces/use-may.ts";
import { analyticsMessages } from "./messages/index.ts";
import type { OrphansSearch } from "./read-orphans-search.ts";

const shared = "";
const periods = [1, 7, 30, 90, 365];
const usualDays = 30;

/** @param domain a host, or `shared` */
function orphansQuery(domain: string, days: number) {
  return queryOptions({
    queryKey: ["orphans", domain, days],
    queryFn: ({ signal }) => api.listOrphans({ query: { days, ...(domain !== shared && { domain }) }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function prefetchOrphans({ search: { domain, days = usualDays } }: { search: OrphansSearch }) {
  void queryClient.prefetchQuery(domainsQuery);
  if (domain !== undefined) void queryClient.prefetchQuery(orphansQuery(domain, days));
}

/** Visits to codes that no link has, on a domain of the account, or for administrators on the shared one. */
export function OrphansPage() {
  const t = useMessages(analyticsMessages);
  const me = useQuery(meQuery);
  const domains = useQuery(domainsQuery);
  const choices = listChoices(me.data, domains.data?.items);
  const { domain: chosen, days = usualDays } = useSearch({ from: "/members/analytics/orphans" });
  const navigate = useNavigate({ from: "/analytics/orphans" });
  const change = (next: OrphansSearch) =>
    void navigate({ search: before => ({ ...before, ...next }), replace: true, resetScroll: false });
  const domain = chosen ?? choices[0];
  const may = useMay();
  const mayCreate =
    domain === shared ||
    domains.data?.items.some(({ host, workspace_id }) => host === domain && may("edit", "link", workspace_id));
  const orphans = useQuery({ ...orphansQuery(domain as string, days), enabled: domain !== undefined });
  const error = me.error ?? domains.error ?? orphans.error;
  if (me.isPending || domains.isPending)
    return (
      <Page title={t.orphans} about={t.orphanAbout}>
        <Skeleton className="h-72 w-full rounded-2xl" />
      </Page>
    );
  return (
    <Page title={t.orphans} parent={<Link to="/analytics">{t.title}</Link>} about={t.orphanAbout}>
      {domain !== undefined && (
        <div className="flex flex-wrap gap-3">
          {choices.length > 1 && (
            <div className="w-64 max-w-full">
              <Select
                label={t.orphanDomain}
                isLabelHidden
                value={domain}
                onChange={value => change({ domain: value })}
                options={choices.map(value => ({ value, label: value === shared ? t.sharedDomain : value }))}
              />
            </div>
          )}
          <div className="w-44">
            <Select
              label={t.period}
              isLabelHidden
              value={String(days)}
              onChange={value => change({ days: Number(value) })}
              options={periods.map(each => ({ value: String(each), label: t.days(each) }))}
            />
          </div>
        </div>
      )}
      {error && <ProblemNotice error={error} onRetry={() => void orphans.refetch()} />}
      <Card isFlush>
        {orphans.isLoading && <Skeleton className="m-5 h-48" />}
        {(orphans.data?.items.length === 0 || (domains.data && domain === undefined)) && (
          <EmptyState icon={<Unlink />} title={t.orphanEmpty}>
            {t.orphanAbout}
          </EmptyState>
        )}
        {orphans.data && orphans.data.items.length > 0 && (
          <table className="w-full text-sm">
            <thead>
              <tr className="text-left text-quiet">
                <th scope="col" className="px-5 py-2 font-medium">
                  {t.orphanCode}
                </th>
                <th scope="col" className="p-2 text-right font-medium">
                  {t.orphanHits}
                </th>
                <th scope="col" className="hidden p-2 text-right font-medium @phone:table-cell">
                  {t.orphanHuman}
                </th>
                <th scope="col" className="hidden p-2 font-medium @tablet:table-cell">
                  {t.orphanLast}
                </th>
                <td />
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {orphans.data.items.map(({ code, hits, human_hits, last_hit_at }) => (
                <tr key={code}>
                  <td className="px-5 py-2 font-medium wrap-anywhere">{code === "" ? t.bareDomain : code}</td>
                  <td className="p-2 text-right">{formatNumber(hits)}</td>
                  <td className="hidden p-2 text-right @phone:table-cell">{formatNumber(human_hits)}</td>
                  <td className="hidden p-2 @tablet:table-cell">
                    <time dateTime={last_hit_at} data-tooltip={formatDateTime(last_hit_at)}>
                      {formatRelative(last_hit_at)}
                    </time>
                  </td>
                  <td className="px-5 py-2 text-right">
                    {mayCreate && code !== "" && code !== "(other)" && (
                      <ButtonLink
                        size="small"
                        to="/links/new"
                        search={{ code, ...(domain !== shared && domain !== undefined && { domain }) }}
                      >
                        {t.orphanCreate}
                      </ButtonLink>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </Page>
  );
}

/** The domains whose visits the account sees, the shared one first; none before the account is known, as that decides which is first. */
function listChoices(me: Me | undefined, domains: readonly Domain[] = []): string[] {
  if (me === undefined) return [];
  const hosts = domains.map(({ host }) => host);
  return me.role === "admin" ? [shared, ...hosts] : hosts;
}
