import type { OpsOverview } from "@shunt/contracts/admin";
import { useMessages } from "../messages/catalogue.ts";
import { formatAge, formatBytes } from "./format.ts";
import { operationsMessages } from "./messages/index.ts";
import { StateList, type StateRow } from "./state-list.tsx";
import { toTone } from "./tone.ts";

/** Work that waits besides the queue, and the size of the installation. */
export function WorkList({ overview }: { overview: OpsOverview }) {
  const t = useMessages(operationsMessages);
  const { webhooks, outbox, totals, instances, issues } = overview;
  const unknown = { tone: "plain", state: t.unknown } as const;
  const waits = (pending: number, text: string, seconds: number) => ({
    state: pending === 0 ? t.nothingWaits : text,
    ...(pending > 0 && seconds > 0 && { detail: t.oldest(formatAge(seconds)) }),
  });
  const spool = (instances ?? []).flatMap(({ spool_bytes, spool_age_seconds }) =>
    spool_bytes === null ? [] : [{ bytes: spool_bytes, age: spool_age_seconds ?? 0 }],
  );
  const bytes = spool.reduce((sum, each) => sum + each.bytes, 0);
  const rows: StateRow[] = [
    {
      name: t.spoolTotal,
      ...(instances
        ? {
            tone: toTone("spool", issues),
            state: bytes === 0 ? t.spoolEmpty : formatBytes(bytes),
            detail: bytes === 0 ? t.spoolAbout : t.oldest(formatAge(Math.max(...spool.map(({ age }) => age)))),
          }
        : unknown),
    },
    {
      name: t.webhooks,
      ...(webhooks
        ? {
            tone: toTone("webhooks", issues),
            ...waits(webhooks.pending, t.deliveriesPending(webhooks.pending), webhooks.oldest_due_seconds),
            ...toFailures(webhooks, t),
          }
        : unknown),
    },
    {
      name: t.cacheUpdates,
      ...(outbox
        ? {
            tone: toTone("outbox", issues),
            ...waits(outbox.pending, t.changesPending(outbox.pending), outbox.oldest_age_seconds),
          }
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

function toFailures({ failing, disabled }: NonNullable<OpsOverview["webhooks"]>, t: Texts): { detail?: string } {
  const parts = [
    ...(failing > 0 ? [t.webhookFailing(failing)] : []),
    ...(disabled > 0 ? [t.webhookDisabled(disabled)] : []),
  ];
  return parts.length > 0 ? { detail: parts.join(", ") } : {};
}
