import type { ServiceInstance, ServiceName } from "@shunt/contracts/admin";
import { type Cause, type Sources, toWaiting } from "./cause.ts";
import { toAge } from "./format.ts";

const effects: Record<ServiceName, (overview: Sources) => string> = {
  redirect: () => "Visitors of short links get an error.",
  management: () => "The API and this page may not answer.",
  worker: overview => `${toWaiting(overview)} Webhooks and upkeep wait, too.`,
};
/** Parts that stop with the last process of a service. */
const stopped: Record<ServiceName, string[]> = {
  redirect: [],
  management: [],
  worker: ["lag", "queue", "webhooks", "outbox"],
};
/** Checks that are explained by a store that is away. */
const storeChecks = { database: ["database", "links"], queue: ["queue", "eviction"] };

/** One cause for each service that has no process, or processes that are not ready. */
export function findDownServices(overview: Sources): Cause[] {
  const { dependencies, services, instances } = overview;
  const explained: string[] = [
    ...(dependencies.database === "error" ? storeChecks.database : []),
    ...(dependencies.queue === "error" ? storeChecks.queue : []),
  ];
  return (Object.keys(services) as ServiceName[]).flatMap((name): Cause[] => {
    const all = (instances ?? []).filter(({ service }) => service === name);
    if (all.length === 0) return [toNoneRunning(overview, name)];
    const failing = all.filter(({ is_ready }) => !is_ready);
    const checks = [...new Set(failing.flatMap(failedChecks))].filter(check => !explained.includes(check));
    if (checks.length === 0) return [];
    const isDown = failing.length === all.length;
    return [
      {
        id: `${name}-not-ready`,
        severity: "critical",
        title: isDown
          ? `No ${name} is ready: ${checks.join(", ")}.`
          : `${failing.length} of ${all.length} ${name} processes ${failing.length === 1 ? "is" : "are"} not ready: ${checks.join(", ")}.`,
        effect: isDown ? effects[name](overview) : "The other processes do its work.",
        remedy: `Restore what the check names. The log of the ${name} says why, at "not ready".`,
        alert: "ShuntNotReady",
        concerns: [name, ...(isDown ? stopped[name] : [])],
      },
    ];
  });
}

function toNoneRunning(overview: Sources, name: ServiceName): Cause {
  const lost = (overview.lost_instances ?? []).filter(({ service }) => service === name);
  const last = lost.toSorted((one, other) => (one.seen_at < other.seen_at ? 1 : -1))[0];
  const seen = last
    ? ` The last one, process ${last.pid} on ${last.host}, reported ${toAge(secondsBetween(last.seen_at, overview.at))} ago.`
    : "";
  return {
    id: `${name}-down`,
    severity: "critical",
    title: `No ${name} is running.`,
    effect: effects[name](overview),
    remedy: `Start a ${name}. If it ended by itself, its log says why.${seen}`,
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
