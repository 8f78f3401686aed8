import type { OpsOverview } from "@shunt/contracts/admin";
import { useMessages } from "../messages/catalogue.ts";
import { formatAge, formatBytes } from "./format.ts";
import { IssueDetail } from "./issue-detail.tsx";
import { operationsMessages } from "./messages/index.ts";
import { StateList, type StateRow } from "./state-list.tsx";
import { findIssue, toTone } from "./tone.ts";

/** Work that waits besides the queue, and the size of the installation. */
export function WorkList({ overview }: { overview: OpsOverview }) {
  const t = useMessages(operationsMessages);
  const { webhooks, outbox, totals, instances, issues } = overview;
  const unknown = { tone: "plain", state: t.unknown } as const;
  const toRow = (part: string, state: string, detail?: string) => {
    const issue = findIssue(part, issues);
    const isDetailed = issue !== undefined || detail !== undefined;
    return {
      tone: toTone(issue),
      state,
      ...(isDetailed && { detail: <IssueDetail issue={issue}>{detail}</IssueDetail> }),
    };
  };
  /** While a part is in alarm, an empty queue is not shown as good news. */
  const toEmpty = (part: string) => (findIssue(part, issues)?.severity === "critical" ? t.stopped : t.nothingWaits);
  const spool = (instances ?? []).flatMap(({ spool_bytes, spool_age_seconds }) =>
    spool_bytes === null ? [] : [{ bytes: spool_bytes, age: spool_age_seconds ?? 0 }],
  );
  const bytes = spool.reduce((sum, each) => sum + each.bytes, 0);
  const rows: StateRow[] = [
    {
      name: t.spoolTotal,
      ...(instances
        ? toRow(
            "spool",
            bytes === 0 ? t.spoolEmpty : formatBytes(bytes),
            bytes === 0 ? t.spoolAbout : t.oldest(formatAge(Math.max(...spool.map(({ age }) => age)))),
          )
        : unknown),
    },
    {
      name: t.webhooks,
      ...(webhooks
        ? toRow(
            "webhooks",
            webhooks.pending === 0 ? toEmpty("webhooks") : t.deliveriesPending(webhooks.pending),
            toFailures(webhooks, t) ?? toOldest(webhooks.pending, webhooks.oldest_due_seconds, t),
          )
        : unknown),
    },
    {
      name: t.cacheUpdates,
      ...(outbox
        ? toRow(
            "outbox",
            outbox.pending === 0 ? toEmpty("outbox") : t.changesPending(outbox.pending),
            toOldest(outbox.pending, outbox.oldest_age_seconds, t),
          )
        : unknown),
    },
    {
      name: t.installation,
      ...(totals ? { tone: "plain", state: t.links(totals.links), detail: t.users(totals.users) } : unknown),
    },
  ];
  return <StateList title={t.waiting} rows={rows} />;
}

type Texts = Awaited<ReturnType<typeof operationsMessages.load>>;

function toFailures({ failing, disabled }: NonNullable<OpsOverview["webhooks"]>, t: Texts): string | undefined {
  const parts = [
    ...(failing > 0 ? [t.webhookFailing(failing)] : []),
    ...(disabled > 0 ? [t.webhookDisabled(disabled)] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : undefined;
}

function toOldest(pending: number, seconds: number, t: Texts): string | undefined {
  return pending > 0 && seconds > 0 ? t.oldest(formatAge(seconds)) : undefined;
}
