import { resolve } from "node:path";
import { freePort } from "@shunt/dev";
import { Redis } from "ioredis";
import { toRedirectSpec } from "../redirect.ts";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";
import { type Subject, type SubjectSpec, startSubject } from "../subject.ts";
import type { Load, LoadResult } from "../wrk/run-wrk.ts";
import { drawZipf } from "../zipf.ts";
import { startCollector } from "./start-collector.ts";
import { browserHeaders, tenRules } from "./ten-rules.ts";
import { threeVariants } from "./three-variants.ts";

export interface EdgeOptions {
  rounds: number;
  seconds: number;
  /** Measures only servers whose name contains one of these, and the limit; empty: all. */
  only: readonly string[];
}

export interface EdgeWindow extends LoadResult {
  cpuMicrosPerRequest: number | undefined;
  rssBytes: number | undefined;
}

interface Plan {
  name: string;
  spec: SubjectSpec;
  load: Load;
  prepare?: () => Promise<unknown>;
  warm?: () => Promise<unknown>;
}

const connections = 64;
const hotLinks = 10_000;
/** A campaign: links with a limit that get more clicks than all others. */
const limitedLinks = 100;
const allLinks = 200_000;
const draws = 50_000;
const warmSeconds = 2;
/** Makes V8 collect garbage earlier than its defaults. */
const smallHeap = "--max-old-space-size=512 --max-semi-space-size=8";
const root = resolve(import.meta.dirname, "../../../..");

export const limitName = "bare node:http, constant 302";

/** Measures every server in rotating order, so that a slow minute of the machine affects all of them. */
export async function runEdge(stage: Stage, options: EdgeOptions): Promise<Map<string, EdgeWindow[]>> {
  const codes = await seedLinks(stage.db, allLinks);
  const ruled = await seedLinks(stage.db, hotLinks, { letter: "r", rules: { rules: tenRules } });
  const limited = await seedLinks(stage.db, limitedLinks, { letter: "c", rules: { max_clicks: 1_000_000_000 } });
  const split = await seedLinks(stage.db, hotLinks, { letter: "s", rules: { split: threeVariants } });
  const collector = await startCollector();
  const plans = (await toPlans(stage, { plain: codes, ruled, limited, split }, collector.url)).filter(({ name }) =>
    isWanted(name, options.only),
  );
  const windows = new Map<string, EdgeWindow[]>(plans.map(({ name }) => [name, []]));
  const subjects = new Map<string, Subject>();
  try {
    for (const { name, spec, load, prepare, warm } of plans) {
      subjects.set(name, await startSubject(spec, stage.cores));
      await warm?.();
      await prepare?.();
      await stage.runLoad(load, warmSeconds);
    }
    for (let round = 0; round < options.rounds; round++) {
      for (let turn = 0; turn < plans.length; turn++) {
        const plan = plans[(round + turn) % plans.length] as Plan;
        const subject = subjects.get(plan.name) as Subject;
        windows.get(plan.name)?.push(await measure(stage, plan, subject, options.seconds));
      }
    }
  } finally {
    for (const subject of subjects.values()) await subject.stop();
    await collector.stop();
  }
  return windows;
}

function isWanted(name: string, only: readonly string[]): boolean {
  return only.length === 0 || name === limitName || only.some(part => name.includes(part));
}

async function measure(stage: Stage, plan: Plan, subject: Subject, seconds: number): Promise<EdgeWindow> {
  await plan.prepare?.();
  const cpuBefore = subject.cpuMs();
  const result = await stage.runLoad(plan.load, seconds);
  const cpuAfter = subject.cpuMs();
  if (result.failures > 0) throw new Error(`${plan.name}: ${result.failures} requests failed`);
  const cpuMs = cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
  return {
    ...result,
    cpuMicrosPerRequest: cpuMs === undefined ? undefined : (cpuMs * 1_000) / result.requests,
    rssBytes: subject.rssBytes(),
  };
}

interface Codes {
  plain: readonly string[];
  /** Of links with ten rules. */
  ruled: readonly string[];
  /** Of links with a limit of clicks. */
  limited: readonly string[];
  /** Of links that split visitors over three variants. */
  split: readonly string[];
}

async function toPlans(
  stage: Stage,
  { plain: codes, ruled, limited, split }: Codes,
  collectorUrl: string,
): Promise<Plan[]> {
  const hot = codes.slice(0, hotLinks);
  const zipf = drawZipf(hot, draws).map(code => `/${code}`);
  const cacheUrl = `${stage.redisUrl}/1`;
  const queueUrl = `${stage.redisUrl}/0`;
  const flush = (url: string) => () => flushRedis(url);
  const bare = await toBare(zipf);
  const edge = (name: string, env: Record<string, string> = {}, entry = "services/redirect/dist/main.js") =>
    toRedirect(stage, name, { REDIS_CACHE_URL: cacheUrl, REDIS_QUEUE_URL: queueUrl, ...env }, zipf, entry);
  const memory = await edge("memory hit");
  const traced = await edge("memory hit, 1 % traced", { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl });
  const allTraced = await edge("memory hit, all traced", {
    OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
    OTEL_TRACES_SAMPLER: "always_on",
  });
  const spoolOff = await edge("memory hit, spool off", {}, "packages/bench/dist/edge/redirect-without-spool.js");
  const browser = await edge("memory hit, a browser");
  const rules = await edge("memory hit, a browser, ten rules");
  const limit = await edge("memory hit, a browser, 100 links with a limit");
  const splits = await edge("memory hit, a browser, split");
  const full = await edge("memory hit, 100,000 links");
  const fullSmall = await edge("memory hit, 100,000 links, small heap", { NODE_OPTIONS: smallHeap });
  const redis = await edge("Redis hit", { LINK_CACHE_ENTRIES: "0" });
  const postgres = await edge("Postgres", { LINK_CACHE_ENTRIES: "0" });
  const visitFirst = (plan: Plan, count: number) => () => visitAll(plan.load.origin, codes.slice(0, count));
  return [
    bare,
    { ...memory, warm: visitFirst(memory, hotLinks), prepare: flush(queueUrl) },
    { ...traced, warm: visitFirst(traced, hotLinks), prepare: flush(queueUrl) },
    { ...allTraced, warm: visitFirst(allTraced, hotLinks), prepare: flush(queueUrl) },
    { ...spoolOff, warm: visitFirst(spoolOff, hotLinks) },
    {
      ...browser,
      load: { ...browser.load, headers: browserHeaders },
      warm: visitFirst(browser, hotLinks),
      prepare: flush(queueUrl),
    },
    {
      ...rules,
      load: { ...rules.load, headers: browserHeaders, paths: drawZipf(ruled, draws).map(code => `/${code}`) },
      warm: () => visitAll(rules.load.origin, ruled),
      prepare: flush(queueUrl),
    },
    {
      ...limit,
      load: { ...limit.load, headers: browserHeaders, paths: drawZipf(limited, draws).map(code => `/${code}`) },
      warm: () => visitAll(limit.load.origin, limited),
      prepare: flush(queueUrl),
    },
    {
      ...splits,
      load: { ...splits.load, headers: browserHeaders, paths: drawZipf(split, draws).map(code => `/${code}`) },
      warm: () => visitAll(splits.load.origin, split),
      prepare: flush(queueUrl),
    },
    { ...full, warm: visitFirst(full, 100_000), prepare: flush(queueUrl) },
    { ...fullSmall, warm: visitFirst(fullSmall, 100_000), prepare: flush(queueUrl) },
    { ...redis, warm: visitFirst(redis, hotLinks), prepare: flush(queueUrl) },
    {
      ...postgres,
      load: { ...postgres.load, paths: codes.map(code => `/${code}`) },
      prepare: () => Promise.all([flushRedis(cacheUrl), flushRedis(queueUrl)]),
    },
  ];
}

async function toBare(paths: readonly string[]): Promise<Plan> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const entry = resolve(root, "packages/bench/dist/edge/bare-server.js");
  return {
    name: limitName,
    spec: { name: limitName, entry, env: { PORT: String(port) }, readyUrl: origin },
    load: { origin, paths, connections },
  };
}

async function toRedirect(
  stage: Stage,
  name: string,
  own: Record<string, string>,
  paths: readonly string[],
  entry: string,
): Promise<Plan> {
  const { spec, origin } = await toRedirectSpec(stage, name, own, entry);
  return { name, spec, load: { origin, paths, connections } };
}

async function flushRedis(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
}

/** Requests every code once, with limited concurrency. */
async function visitAll(origin: string, codes: readonly string[]): Promise<void> {
  let next = 0;
  const visitor = async () => {
    while (next < codes.length) await fetch(`${origin}/${codes[next++]}`, { method: "HEAD", redirect: "manual" });
  };
  await Promise.all(Array.from({ length: 32 }, visitor));
}
