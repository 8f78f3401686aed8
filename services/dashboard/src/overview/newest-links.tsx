import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { toShownUrl } from "../links/link-marks.ts";
import { Since } from "../links/row-parts.tsx";
import { useMessages } from "../messages/catalogue.ts";
import { ButtonLink } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Card, Skeleton } from "../ui/page.tsx";
import { ProblemNotice } from "../ui/problem.tsx";
import { toShortName } from "../ui/short-name.ts";
import { overviewMessages } from "./messages/index.ts";
import { newestLinksQuery } from "./queries.ts";

/** The latest links, ready to copy. */
export function NewestLinks() {
  const t = useMessages(overviewMessages);
  const { data, error, refetch } = useQuery(newestLinksQuery);
  return (
    <Card
      title={t.newest}
      actions={
        <ButtonLink to="/links" size="small" look="quiet">
          {t.allLinks}
        </ButtonLink>
      }
    >
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-52 w-full" />}
      {data?.items.length === 0 && <p className="py-8 text-center text-quiet">{t.noLinks}</p>}
      <ul className="-my-2 divide-y divide-line empty:hidden">
        {data?.items.map(link => (
          <li key={link.id} className="flex min-w-0 items-center gap-2 py-2">
            <div className="min-w-0 flex-1">
              <Link to="/links/$id" params={{ id: link.id }} className="block truncate font-medium hover:text-accent">
                {toShortName(link.short_url)}
              </Link>
              <p className="truncate text-sm text-quiet" data-tooltip={link.original_url}>
                {link.title ?? toShownUrl(link.original_url)}
              </p>
            </div>
            {/* A phone has no room for it beside the name. */}
            <span className="hidden @phone:inline">
              <Since instant={link.created_at} />
            </span>
            <CopyButton text={link.short_url} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
