import { createOpenLoop } from "../open-loop/run-open-loop.ts";
import type { Stage } from "../stage.ts";
import { type Subject, startSubject } from "../subject.ts";
import type { LoadResult, RunLoad } from "../wrk/run-wrk.ts";
import { listPlans, type Plan } from "./plans.ts";
import { startCollector } from "./start-collector.ts";

export interface EdgeOptions {
  rounds: number;
  seconds: number;
  /** Requests a second, whether or not earlier ones are answered; undefined for as many as the server answers. */
  rate: number | undefined;
  /** Measures only servers with one of these names, or whose name contains one of these, and those they are compared with; empty: all. */
  only: readonly string[];
}

export interface EdgeWindow extends LoadResult {
  cpuMicrosPerRequest: number | undefined;
  rssBytes: number | undefined;
}

/** A server with its windows, one a round. */
export interface EdgeResult extends Pick<Plan, "name" | "base"> {
  windows: EdgeWindow[];
}

const warmSeconds = 2;
/** Until V8 has compiled the code for a processor that other processes share. */
const warmRequests = 100_000;

/** Measures every server in rotating order, so that a slow minute of the machine affects all of them. */
export async function runEdge(stage: Stage, { rounds, seconds, rate, only }: EdgeOptions): Promise<EdgeResult[]> {
  const collector = await startCollector();
  const plans = select(await listPlans(stage, collector.url), only);
  const results = plans.map(({ name, base }): EdgeResult => ({ name, base, windows: [] }));
  const runLoad = rate === undefined ? stage.runLoad : createOpenLoop(stage.cores, rate);
  const subjects: Subject[] = [];
  try {
    for (const { spec, load, prepare, warm } of plans) {
      subjects.push(await startSubject(spec, stage.cores));
      await warm?.();
      await prepare?.();
      for (let sent = 0; sent < warmRequests; ) sent += (await stage.runLoad(load, warmSeconds)).requests;
    }
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < plans.length; turn++) {
        const i = (round + turn) % plans.length;
        results[i]?.windows.push(await measure(plans[i] as Plan, subjects[i] as Subject, runLoad, seconds));
      }
    }
  } finally {
    for (const subject of subjects) await subject.stop();
    await collector.stop();
  }
  return results;
}

function select(plans: readonly Plan[], only: readonly string[]): Plan[] {
  const isName = (part: string) => plans.some(({ name }) => name === part);
  const wanted = new Set<string>();
  const want = ({ name, base }: Plan) => {
    wanted.add(name);
    const plan = plans.find(other => other.name === base);
    if (plan !== undefined) want(plan);
  };
  for (const plan of plans) {
    const matches = (part: string) => (isName(part) ? plan.name === part : plan.name.includes(part));
    if (only.length === 0 || only.some(matches)) want(plan);
  }
  return plans.filter(({ name }) => wanted.has(name));
}

async function measure(plan: Plan, subject: Subject, runLoad: RunLoad, seconds: number): Promise<EdgeWindow> {
  await plan.prepare?.();
  const cpuBefore = subject.cpuMs();
  const result = await runLoad(plan.load, seconds);
  const cpuAfter = subject.cpuMs();
  if (result.failures > 0) throw new Error(`${plan.name}: ${result.failures} requests failed`);
  const cpuMs = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return {
    ...result,
    cpuMicrosPerRequest: cpuMs === undefined ? undefined : (cpuMs * 1_000) / result.requests,
    rssBytes: subject.rssBytes(),
  };
}
