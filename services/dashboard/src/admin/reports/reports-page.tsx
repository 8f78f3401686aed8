import type { Report } from "@shunt/contracts/admin";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Flag } from "lucide-react";
import { useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/page.tsx";
import { AdminFrame } from "../admin-frame.tsx";
import { AdminList } from "../admin-list.tsx";
import type { ReportsSearch } from "../admin-search.ts";
import { ModerateDialog, type Moderation } from "../links/moderate-dialog.tsx";
import { adminMessages } from "../messages/index.ts";
import { reportsQuery } from "../queries.ts";
import { closeReport } from "./close-report.ts";
import { ReportItem } from "./report-item.tsx";

const outcomes = { block: "blocked", unsafe: "marked_unsafe" } as const;

export function prefetchReports({ search }: { search: ReportsSearch }) {
  void queryClient.prefetchInfiniteQuery(reportsQuery(search));
}

/** Reports of harmful links: to read and to decide. */
export function ReportsPage() {
  const t = useMessages(adminMessages);
  const navigate = useNavigate();
  const { show = "open" } = useSearch({ from: "/members/admin/reports" });
  const list = useInfiniteQuery(reportsQuery({ show }));
  const [dialog, setDialog] = useState<{ moderation: Moderation; report: Report }>();
  return (
    <AdminFrame tab="reports">
      <div className="flex gap-2">
        {(["open", "closed"] as const).map(each => (
          <Button
            key={each}
            size="small"
            aria-pressed={show === each}
            look={show === each ? "secondary" : "quiet"}
            onPress={() => void navigate({ to: "/admin/reports", search: each === "closed" ? { show: each } : {} })}
          >
            {t.reportStates[each]}
          </Button>
        ))}
      </div>
      <AdminList
        list={list}
        empty={
          <EmptyState icon={<Flag />} title={t.noReports[show]}>
            {t.noReportsAbout}
          </EmptyState>
        }
      >
        {reports => (
          <ul className="divide-y divide-line">
            {reports.map(report => (
              <ReportItem
                key={report.id}
                report={report}
                onModerate={moderation => setDialog({ moderation, report })}
              />
            ))}
          </ul>
        )}
      </AdminList>
      {dialog && (
        <ModerateDialog
          moderation={dialog.moderation}
          link={{ id: dialog.report.link_id, short_url: dialog.report.short_url }}
          reason={toReason(dialog.report, t.categories)}
          onDone={() => closeReport(dialog.report.id, outcomes[dialog.moderation])}
          onClose={() => setDialog(undefined)}
        />
      )}
    </AdminFrame>
  );
}

/** The kinds of harm that were reported. */
function toReason({ entries }: Report, names: Record<Report["entries"][number]["category"], string>): string {
  return [...new Set(entries.map(({ category }) => names[category]))].join(", ");
}
