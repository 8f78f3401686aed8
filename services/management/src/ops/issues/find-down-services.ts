import type { OpsSentence, ServiceInstance, ServiceName } from "@shunt/contracts/admin";
import { type Cause, type Sources, say, toWaiting } from "./cause.ts";

const effects: Record<ServiceName, (overview: Sources) => OpsSentence[]> = {
  redirect: () => [say("visitors-get-errors")],
  management: () => [say("api-may-fail")],
  worker: overview => [toWaiting(overview), say("webhooks-wait")],
};
/** Parts that stop with the last process of a service. */
const stopped: Record<ServiceName, string[]> = {
  redirect: [],
  management: [],
  worker: ["lag", "queue", "webhooks", "outbox"],
};
/** Checks that are explained by a store that is away. */
const storeChecks = { database: ["database", "links"], queue: ["queue", "eviction"], clickhouse: ["clickhouse"] };

/** One cause for each service that has no process, or processes that are not ready. */
export function findDownServices(overview: Sources): Cause[] {
  const { dependencies, services, instances } = overview;
  const explained = (Object.keys(storeChecks) as (keyof typeof storeChecks)[]).flatMap(store =>
    dependencies[store] === "error" ? storeChecks[store] : [],
  );
  return (Object.keys(services) as ServiceName[]).flatMap((name): Cause[] => {
    const all = (instances ?? []).filter(({ service }) => service === name);
    if (all.length === 0) return [toNoneRunning(overview, name)];
    const failing = all.filter(({ is_ready }) => !is_ready);
    const unexplained = [...new Set(failing.flatMap(failedChecks))].filter(check => !explained.includes(check));
    if (unexplained.length === 0) return [];
    const isDown = failing.length === all.length;
    const named = { service: name, checks: unexplained.join(", ") };
    return [
      {
        id: `${name}-not-ready`,
        severity: "critical",
        title: [
          isDown
            ? say("none-ready", named)
            : say("some-not-ready", { ...named, failing: failing.length, all: all.length }),
        ],
        effect: isDown ? effects[name](overview) : [say("others-work")],
        remedy: [say("restore-check", { service: name })],
        alert: "ShuntNotReady",
        concerns: [name, ...(isDown ? stopped[name] : [])],
      },
    ];
  });
}

function toNoneRunning(overview: Sources, name: ServiceName): Cause {
  const lost = (overview.lost_instances ?? []).filter(({ service }) => service === name);
  const last = lost.toSorted((one, other) => (one.seen_at < other.seen_at ? 1 : -1))[0];
  const seen = last && { pid: last.pid, host: last.host, age: secondsBetween(last.seen_at, overview.at) };
  return {
    id: `${name}-down`,
    severity: "critical",
    title: [say("none-running", { service: name })],
    effect: effects[name](overview),
    remedy: [say("start-service", { service: name }), ...(seen ? [say("last-process", seen)] : [])],
    alert: "ShuntNoneRunning",
    concerns: [name, ...stopped[name]],
  };
}

function failedChecks({ checks }: ServiceInstance): string[] {
  return Object.entries(checks).flatMap(([check, state]) => (state === "ok" ? [] : check));
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from)) / 1_000;
}
