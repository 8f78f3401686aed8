import type { Domain } from "@shunt/contracts/domains";
import { Link } from "@tanstack/react-router";
import { ChevronRight, Globe, Share2 } from "lucide-react";
import type { ReactNode } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { formatDateTime, formatRelative } from "../messages/format.ts";
import { Badge } from "../ui/page.tsx";
import { WorkspaceBadge } from "../workspaces/workspace-badge.tsx";
import { DomainState } from "./domain-state.tsx";
import { domainMessages } from "./messages/index.ts";
import type { DomainSearch } from "./read-domain-search.ts";

/** Domains with their state; each leads to its settings. Administrators also get the shared domain. */
export function DomainList({ domains, sharedHost }: { domains: readonly Domain[]; sharedHost: string | undefined }) {
  const t = useMessages(domainMessages);
  // Several workspaces of the account may wait for the same domain.
  const isTwice = (host: string) => domains.filter(each => each.host === host).length > 1;
  return (
    <ul className="divide-y divide-line">
      {sharedHost !== undefined && (
        <Row icon={<Share2 size={18} aria-hidden />} to="/domains/shared" host={sharedHost} about={t.shared} />
      )}
      {domains.map(({ host, workspace_id, is_default, created_at, ...state }) => (
        <Row
          key={`${workspace_id}/${host}`}
          icon={<Globe size={18} aria-hidden />}
          to={`/domains/${host}`}
          search={isTwice(host) ? { workspace_id } : {}}
          host={host}
          about={
            <time dateTime={created_at} data-tooltip={formatDateTime(created_at)}>
              {t.added(formatRelative(created_at))}
            </time>
          }
        >
          <WorkspaceBadge id={workspace_id} />
          {is_default && <Badge tone="accent">{t.isDefault}</Badge>}
          <DomainState domain={state} />
        </Row>
      ))}
    </ul>
  );
}

interface RowProps {
  icon: ReactNode;
  to: string;
  search?: DomainSearch;
  host: string;
  about: ReactNode;
  children?: ReactNode;
}

function Row({ icon, to, search = {}, host, about, children }: RowProps) {
  return (
    <li>
      <Link
        to={to}
        search={search}
        className="flex items-center gap-3 px-5 py-3.5 outline-offset-[-2px] hover:bg-sunken"
      >
        <span className="text-accent">{icon}</span>
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1 basis-48">
            <span className="block font-medium wrap-anywhere">{host}</span>
            <span className="block text-sm text-quiet">{about}</span>
          </span>
          {children !== undefined && <span className="flex flex-wrap gap-2">{children}</span>}
        </span>
        <ChevronRight size={18} className="shrink-0 text-quiet" aria-hidden />
      </Link>
    </li>
  );
}
