import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ExternalLink, GitCompareArrows, History, Pencil, QrCode } from "lucide-react";
import { linkQuery } from "../api/link-query.ts";
import { meQuery } from "../api/me.ts";
import { queryClient } from "../api/query-client.ts";
import { ReleasedNotice } from "../domains/released-notice.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Page } from "../ui/page.tsx";
import { toReadableUrl } from "../ui/short-name.ts";
import { useMay } from "../workspaces/use-may.ts";
import type { ClickSearch } from "./click-filters.ts";
import { MemberReport } from "./member-report.tsx";
import { analyticsMessages } from "./messages/index.ts";
import { LinkState } from "./parts/link-state.tsx";
import { seriesQuery } from "./queries.ts";
import { ShareButton } from "./sharing/share-button.tsx";

export function prefetchLink({ params: { id }, search }: { params: { id: string }; search: ClickSearch }) {
  void queryClient.prefetchQuery(linkQuery(id));
  void queryClient.prefetchQuery(seriesQuery({ link: [id] }, search));
}

/** A link, its state and its clicks. */
export function LinkPage() {
  const t = useMessages(analyticsMessages);
  const { id } = useParams({ from: "/members/links/$id" });
  const search = useSearch({ from: "/members/links/$id" });
  const navigate = useNavigate({ from: "/links/$id" });
  const { data: link } = useSuspenseQuery(linkQuery(id));
  // The buttons depend on the account.
  useSuspenseQuery(meQuery);
  const may = useMay();
  return (
    <Page
      title={link.title ?? link.short_code}
      about={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="inline-flex items-center gap-1">
            <a href={link.short_url} target="_blank" rel="noreferrer" className="font-medium text-accent wrap-anywhere">
              {link.short_url}
            </a>
            <CopyButton text={link.short_url} />
          </span>
          <a
            href={link.original_url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-w-0 items-center gap-1 hover:underline"
          >
            <span className="max-w-md truncate">{toReadableUrl(link.original_url)}</span>
            <ExternalLink size={14} className="shrink-0" aria-hidden />
          </a>
        </span>
      }
      actions={
        <>
          {may("edit", "analytics", link.workspace_id) && (
            <ShareButton scope={{ link_id: link.id }} search={search} name={link.title ?? link.short_code} />
          )}
          <ButtonLink to="/analytics/compare" search={{ link: [link.id] }}>
            <GitCompareArrows size={16} aria-hidden />
            {t.compare}
          </ButtonLink>
          <ButtonLink to="/links/$id/qr" params={{ id }}>
            <QrCode size={16} aria-hidden />
            {t.qrCode}
          </ButtonLink>
          <ButtonLink to="/links/$id/history" params={{ id }}>
            <History size={16} aria-hidden />
            {t.history}
          </ButtonLink>
          {may("edit", "link", link.workspace_id) && (
            <ButtonLink to="/links/$id/edit" params={{ id }} look="primary">
              <Pencil size={16} aria-hidden />
              {t.edit}
            </ButtonLink>
          )}
        </>
      }
    >
      <ReleasedNotice link={link} />
      <LinkState link={link} />
      <MemberReport
        scope={{ link: [link.id] }}
        search={search}
        onSearch={next => void navigate({ search: next, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
