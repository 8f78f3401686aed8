import type { OpsOverview, ServiceName } from "@shunt/contracts/admin";
import { ListTodo, ShieldAlert } from "lucide-react";
import { useMe } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { formatList, formatNumber } from "../messages/format.ts";
import { toButtonClass } from "../ui/button.tsx";
import { EmptyState, Page, Skeleton } from "../ui/page.tsx";
import { Connection } from "./connection.tsx";
import { DeadLettersCard } from "./dead-letters-card.tsx";
import { formatAge } from "./format.ts";
import { LiveNumber } from "./live-number.tsx";
import { operationsMessages } from "./messages/index.ts";
import { ServiceCard } from "./service-card.tsx";
import { StateList } from "./state-list.tsx";
import { findIssue } from "./tone.ts";
import { type LiveOverview, useOverview } from "./use-overview.ts";
import { Verdict } from "./verdict.tsx";
import { WorkList } from "./work-list.tsx";

/** Three numbers; the last one takes a row of its own where two fit beside each other. */
const numbersClass =
  "grid gap-4 @tablet:grid-cols-2 @tablet:*:last:col-span-2 @desk:grid-cols-3 @desk:*:last:col-span-1";

/** The state of services, queue and stores, live, for administrators. */
export function OperationsPage() {
  const t = useMessages(operationsMessages);
  // Unknown while Postgres is away, when this page is needed most; the server decides in any case.
  const isMember = useMe()?.role === "user";
  return isMember ? (
    <Page title={t.title}>
      <EmptyState icon={<ShieldAlert />} title={t.forAdmins}>
        {t.forAdminsAbout}
      </EmptyState>
    </Page>
  ) : (
    <LivePage />
  );
}

function LivePage() {
  const t = useMessages(operationsMessages);
  const live = useOverview();
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <>
          <Connection receivedAt={live.receivedAt} />
          <a href="/ops/queues" className={toButtonClass({})}>
            <ListTodo size={18} aria-hidden /> {t.queues}
          </a>
        </>
      }
    >
      <Verdict issues={live.overview?.issues} />
      {live.overview ? <Overview {...live} overview={live.overview} /> : <OverviewSkeleton />}
    </Page>
  );
}

function Overview({ overview, points }: LiveOverview & { overview: OpsOverview }) {
  const t = useMessages(operationsMessages);
  const { at, queue, issues, dependencies, services, instances, lost_instances, dead_letters } = overview;
  const batches = queue ? queue.waiting + queue.active + queue.delayed : 0;
  const versions = [...new Set((instances ?? []).map(({ version }) => version))];
  return (
    <>
      <div className={numbersClass}>
        <LiveNumber
          title={t.queue}
          name="queue_clicks"
          points={points}
          format={formatNumber}
          issue={findIssue("queue", issues)}
          detail={batches > 0 ? t.queueDetail(batches) : findIssue("queue", issues) ? undefined : t.nothingWaits}
        />
        <LiveNumber
          title={t.lag}
          name="lag_seconds"
          points={points}
          format={formatAge}
          issue={findIssue("lag", issues)}
        />
        <LiveNumber title={t.clicksPerMinute} name="clicks_per_minute" points={points} format={formatNumber} />
      </div>
      <div className="grid gap-4 @tablet:grid-cols-2">
        <StateList
          title={t.stores}
          rows={storesOf(overview).map(name => ({
            name: t.storeNames[name],
            tone: dependencies[name] === "ok" ? "ok" : "act",
            state: dependencies[name] === "ok" ? t.storeResponds : t.storeFails,
          }))}
        />
        <WorkList overview={overview} />
      </div>
      <DeadLettersCard dead={dead_letters} />
      {versions.length > 1 && <p className="text-watch">{t.versionsDiffer(formatList(versions))}</p>}
      <section aria-label={t.services} className="grid gap-4 @desk:grid-cols-3">
        {(Object.keys(services) as ServiceName[]).map(name => (
          <ServiceCard
            key={name}
            name={name}
            state={services[name]}
            running={(instances ?? []).filter(({ service }) => service === name)}
            lost={(lost_instances ?? []).filter(({ service }) => service === name)}
            at={Date.parse(at)}
          />
        ))}
      </section>
    </>
  );
}

/** ClickHouse only where clicks are kept there. */
function storesOf({ dependencies }: OpsOverview) {
  const names = ["database", "cache", "queue", "clickhouse"] as const;
  return names.filter(name => dependencies[name] !== undefined);
}

function OverviewSkeleton() {
  return (
    <>
      <div className={numbersClass}>
        {[1, 2, 3].map(each => (
          <Skeleton key={each} className="h-72 w-full rounded-2xl" />
        ))}
      </div>
      <Skeleton className="h-48 w-full rounded-2xl" />
    </>
  );
}
