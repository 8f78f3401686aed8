import { ApiError } from "@shunt/contracts/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { forbidIndexing } from "../../app/forbid-indexing.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { formatDateTime } from "../../messages/format.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Page, Skeleton } from "../../ui/page.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { toReadableUrl } from "../../ui/short-name.ts";
import { ClicksReport } from "../clicks-report.tsx";
import { analyticsMessages } from "../messages/index.ts";
import { sharedReportQuery } from "./queries.ts";
import { ReportRule } from "./report-rule.tsx";
import { toReportSearch } from "./to-report-search.ts";

/** A report for people with its address, who need no account. */
export function SharedPage() {
  const t = useMessages(analyticsMessages);
  const { token } = useParams({ from: "/open/shared/$token" });
  const { data: report, error, refetch } = useQuery(sharedReportQuery(token));
  useEffect(forbidIndexing, []);
  if (error instanceof ApiError && error.status === 404)
    return (
      <Page title={t.sharedEnded} about={t.sharedEndedAbout}>
        <p>
          <ButtonLink to="/">{t.goHome}</ButtonLink>
        </p>
      </Page>
    );
  if (error)
    return (
      <Page title={t.sharedReport}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (!report)
    return (
      <Page title={t.sharedReport}>
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-80 w-full" />
      </Page>
    );
  const search = toReportSearch(report);
  const { link, tag, folder } = report;
  return (
    <Page
      title={report.name}
      about={
        <span className="flex flex-col gap-1 wrap-anywhere">
          {link && (
            <span>
              <a href={link.short_url} rel="noreferrer" className="font-medium text-accent">
                {link.short_url}
              </a>
              {link.original_url !== null && ` → ${toReadableUrl(link.original_url)}`}
            </span>
          )}
          {tag !== null && <span>{t.ofTag(tag)}</span>}
          {folder !== null && <span>{t.ofFolder(folder)}</span>}
          <span className="text-sm">
            {t.sharedReadOnly(report.timezone)}
            {report.expires_at !== null && ` ${t.expiresAt(formatDateTime(report.expires_at), false)}.`}
          </span>
        </span>
      }
    >
      <ReportRule search={search} />
      <div className="flex flex-col gap-4">
        <ClicksReport
          scope={{ shared: token }}
          search={search}
          hidden={report.hides_destinations ? ["destination"] : []}
        />
      </div>
    </Page>
  );
}
