import { findClockDifferences, findInstances } from "@shunt/cache";
import type { ServiceInstance, ServiceName } from "@shunt/contracts/admin";
import { withRedis } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { judgeAge } from "./click-age.ts";
import { judgeClock } from "./clock-limits.ts";
import { error, type Finding, ok, warning } from "./finding.ts";

/** The detail of a finding about a service without a live process. */
export const noneRunning = "none is running";

/** Advice for each service that has no live process. */
const effects = {
  redirect: "start a redirect service: short links do not work without one",
  management: "start a management service: the API does not work without one",
  worker: "start a worker: clicks wait without one, and none is lost, but none is counted",
} as const satisfies Record<ServiceName, string>;

/**
 * Checks that each service has a live process that is ready, their clocks, and what waits in the spools of the redirects. A
 * process counts as live for `PROCESS_SILENCE_SECONDS` after its last sign.
 *
 * @param url `REDIS_CACHE_URL` of a Redis that answers
 */
export async function checkProcesses(url: string): Promise<Finding[]> {
  const { instances, differences } = await withRedis("redis cache", url, async redis => {
    const live = await findInstances(redis);
    return { instances: live, differences: await findClockDifferences(redis, live) };
  });
  const services = Object.keys(effects) as ServiceName[];
  const findings = services.map(service =>
    checkService(
      service,
      instances.filter(instance => instance.service === service),
    ),
  );
  return [...findings, ...checkClocks(instances, differences), ...checkSpools(instances)];
}

function checkService(service: ServiceName, instances: readonly ServiceInstance[]): Finding {
  const name = `${service} processes`;
  if (instances.length === 0) return error(name, noneRunning, effects[service]);
  const unready = instances.filter(({ is_ready }) => !is_ready);
  const running = `${instances.length} running`;
  if (unready.length === 0) return ok(name, `${running}, all ready`);
  const failed = new Set(unready.flatMap(({ checks }) => Object.keys(checks).filter(check => checks[check] !== "ok")));
  const detail = `${running}, ${unready.length} not ready: ${[...failed].join(", ")}`;
  const advice = "see the log of the process, which says why";
  return unready.length === instances.length ? error(name, detail, advice) : warning(name, detail, advice);
}

function checkClocks(instances: readonly ServiceInstance[], differences: ReadonlyMap<string, number>): Finding[] {
  const sorted = instances
    .flatMap(({ id, service, pid, host }) => {
      const differenceMs = differences.get(id);
      return differenceMs === undefined ? [] : [{ name: `${service} ${pid} on ${host}`, differenceMs }];
    })
    .toSorted((one, other) => Math.abs(other.differenceMs) - Math.abs(one.differenceMs));
  const [worst] = sorted;
  if (!worst) return [];
  const { name, differenceMs } = worst;
  const amount = `${Math.abs(differenceMs).toLocaleString("en")} ms`;
  const detail = `${name} is ${amount} ${differenceMs < 0 ? "behind" : "ahead of"} Redis, others less`;
  return [judgeClock("process clocks", differenceMs, detail)];
}

function checkSpools(instances: readonly ServiceInstance[]): Finding[] {
  const spools = instances.filter(({ spool_bytes }) => spool_bytes !== null);
  if (spools.length === 0) return [];
  const bytes = spools.reduce((sum, { spool_bytes }) => sum + (spool_bytes ?? 0), 0);
  const age = Math.max(...spools.map(({ spool_age_seconds }) => spool_age_seconds ?? 0));
  const detail = `${countOf(bytes, "byte")} on disk, the oldest click is ${Math.round(age)} s old`;
  const advice =
    "check that redirects reach the queue's Redis, and that it has memory left: no click is lost meanwhile";
  return [judgeAge("spooled clicks", age * 1_000, detail, advice)];
}
