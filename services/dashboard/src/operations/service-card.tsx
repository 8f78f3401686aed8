import type { ServiceInstance, ServiceName, ServiceState } from "@shunt/contracts/admin";
import { useMessages } from "../messages/catalogue.ts";
import { Badge, Card } from "../ui/page.tsx";
import { formatAge, formatBytes, formatMilliseconds } from "./format.ts";
import { operationsMessages } from "./messages/index.ts";

const tones = { ok: "ok", degraded: "watch", down: "act", unknown: "plain" } as const;

interface ServiceCardProps {
  name: ServiceName;
  state: ServiceState;
  running: readonly ServiceInstance[];
  lost: readonly ServiceInstance[];
  /** Time of the overview. */
  at: number;
}

/** A service with its processes: those that run, and those that went silent. */
export function ServiceCard({ name, state, running, lost, at }: ServiceCardProps) {
  const t = useMessages(operationsMessages);
  return (
    <Card title={t.serviceNames[name]} actions={<Badge tone={tones[state]}>{t.serviceStates[state]}</Badge>}>
      {running.length + lost.length === 0 && <p className="text-quiet">{t.noInstances}</p>}
      <ul className="-my-2 divide-y divide-line">
        {running.map(each => (
          <Instance key={each.id} instance={each} state={<Readiness instance={each} />} />
        ))}
        {lost.map(each => (
          <Instance
            key={each.id}
            instance={each}
            state={<Badge tone="act">{t.lost(formatAge(Math.max(0, at - Date.parse(each.seen_at)) / 1_000))}</Badge>}
          />
        ))}
      </ul>
    </Card>
  );
}

function Readiness({ instance: { is_ready, checks } }: { instance: ServiceInstance }) {
  const t = useMessages(operationsMessages);
  const failing = Object.entries(checks).flatMap(([check, state]) => (state === "ok" ? [] : check));
  return <Badge tone={is_ready ? "ok" : "act"}>{is_ready ? t.ready : t.notReady(failing.join(", "))}</Badge>;
}

function Instance({ instance, state }: { instance: ServiceInstance; state: React.ReactNode }) {
  const t = useMessages(operationsMessages);
  const { host, pid, version, started_at, seen_at, rss_bytes, event_loop_lag_ms, spool_bytes, spool_age_seconds } =
    instance;
  const facts = [
    [t.version, version],
    [t.runningFor, formatAge((Date.parse(seen_at) - Date.parse(started_at)) / 1_000)],
    [t.memory, formatBytes(rss_bytes)],
    [t.eventLoop, formatMilliseconds(event_loop_lag_ms)],
    ...(spool_bytes === null
      ? []
      : [
          [
            t.spool,
            spool_bytes === 0 ? t.spoolEmpty : t.spoolAge(formatBytes(spool_bytes), formatAge(spool_age_seconds ?? 0)),
          ],
        ]),
  ];
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="min-w-0 font-medium wrap-anywhere">
          {host} <span className="font-normal text-quiet">{t.process(pid)}</span>
        </span>
        {state}
      </div>
      <dl className="mt-1.5 grid grid-cols-2 gap-x-4 gap-y-1 text-sm @phone:grid-cols-3">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-quiet">{label}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
