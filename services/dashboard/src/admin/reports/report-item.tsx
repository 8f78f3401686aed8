import type { Report } from "@shunt/contracts/admin";
import { Link as RouterLink } from "@tanstack/react-router";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Badge } from "../../ui/page.tsx";
import { toShortName } from "../../ui/short-name.ts";
import type { Moderation } from "../links/moderate-dialog.tsx";
import { adminMessages } from "../messages/index.ts";
import { useAdminAction } from "../use-admin-action.ts";
import { When } from "../when.tsx";
import { closeReport } from "./close-report.ts";

interface ReportItemProps {
  report: Report;
  onModerate: (moderation: Moderation) => void;
}

/** All reports of a link, with the decisions that close them. */
export function ReportItem({ report, onModerate }: ReportItemProps) {
  const t = useMessages(adminMessages);
  const action = useAdminAction();
  const { id, link_id, short_url, original_url, report_count, entries, outcome } = report;
  const hidden = report_count - entries.length;
  return (
    <li className="flex flex-col gap-3 px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <RouterLink to="/links/$id" params={{ id: link_id }} className="font-medium text-accent wrap-anywhere">
              {toShortName(short_url)}
            </RouterLink>
            <CopyButton text={short_url} />
          </p>
          <p className="text-sm wrap-anywhere">{original_url}</p>
        </div>
        <div className="flex flex-wrap gap-1.5">
          <Badge tone="watch">{t.reported(report_count)}</Badge>
          {outcome !== null && <Badge tone="accent">{t.outcomes[outcome]}</Badge>}
        </div>
      </div>
      <ul className="flex flex-col gap-2 border-l-2 border-line pl-3 text-sm">
        {entries.map((entry, index) => (
          <li key={index}>
            <span className="font-medium">{t.categories[entry.category]}</span> <When at={entry.created_at} />
            {entry.email !== null && (
              <>
                {" · "}
                <a href={`mailto:${entry.email}`} className="text-accent underline wrap-anywhere">
                  {entry.email}
                </a>
              </>
            )}
            {entry.text !== null && <p className="wrap-anywhere whitespace-pre-wrap">{entry.text}</p>}
          </li>
        ))}
        {hidden > 0 && <li className="text-quiet">{t.moreReports(hidden)}</li>}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button size="small" look="danger" onPress={() => onModerate("block")}>
          {t.block}
        </Button>
        <Button size="small" onPress={() => onModerate("unsafe")}>
          {t.markUnsafe}
        </Button>
        {outcome !== "no_action" && (
          <Button
            size="small"
            look="quiet"
            isPending={action.isPending}
            onPress={() =>
              action.mutate({ run: () => closeReport(id, "no_action"), done: { text: t.closedWithoutAction } })
            }
          >
            {t.noAction}
          </Button>
        )}
      </div>
    </li>
  );
}
