import { resolve } from "node:path";
import { freePort } from "@shunt/dev";
import { Redis } from "ioredis";
import { toRedirectSpec } from "../redirect.ts";
import { seedLinks } from "../seed-links.ts";
import type { Stage } from "../stage.ts";
import type { SubjectSpec } from "../subject.ts";
import type { Load } from "../wrk/run-wrk.ts";
import { drawZipf } from "../zipf.ts";
import { browserHeaders, tenRules } from "./ten-rules.ts";
import { threeVariants } from "./three-variants.ts";

/** A server to measure. */
export interface Plan {
  name: string;
  /** Name of the server that it is compared with; undefined for the limit. */
  base?: string | undefined;
  spec: SubjectSpec;
  load: Load;
  /** Runs before each window. */
  prepare?: () => Promise<unknown>;
  /** Runs once. */
  warm?: () => Promise<unknown>;
}

const connections = 64;
const hotLinks = 10_000;
/** A campaign: links with a limit that get more clicks than all others. */
const limitedLinks = 100;
const allLinks = 200_000;
const draws = 50_000;
/** Makes V8 collect garbage earlier than its defaults. */
const smallHeap = "--max-old-space-size=512 --max-semi-space-size=8";
const root = resolve(import.meta.dirname, "../../../..");

const bare = "bare node:http";
const bareBrowser = "bare node:http, a browser";
const hit = "memory hit";
const browserHit = "memory hit, a browser";

/** Lists the servers, and inserts the links that they redirect. @param collectorUrl of traces */
export async function listPlans(stage: Stage, collectorUrl: string): Promise<Plan[]> {
  const codes = await seedLinks(stage.db, allLinks);
  const ruled = await seedLinks(stage.db, hotLinks, { letter: "r", rules: { rules: tenRules } });
  const limited = await seedLinks(stage.db, limitedLinks, { letter: "c", rules: { max_clicks: 1_000_000_000 } });
  const split = await seedLinks(stage.db, hotLinks, { letter: "s", rules: { split: threeVariants } });
  const hot = codes.slice(0, hotLinks);
  const paths = toPaths(hot);
  const queueUrl = `${stage.redisUrl}/0`;
  const cacheUrl = `${stage.redisUrl}/1`;
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl };

  /** A redirect whose memory has the links. */
  const memory = async (
    name: string,
    base: string,
    { env = {}, entry, warmed = hot, ...load }: MemoryOptions = {},
  ): Promise<Plan> => {
    const own = { REDIS_CACHE_URL: cacheUrl, REDIS_QUEUE_URL: queueUrl, ...env };
    const { spec, origin } = await toRedirectSpec(stage, name, own, entry);
    return {
      name,
      base,
      spec,
      load: { origin, paths, connections, ...load },
      warm: () => visitAll(origin, warmed),
      prepare: () => flushRedis(queueUrl),
    };
  };
  /** Links with a behaviour, visited by a browser. */
  const behaviour = (name: string, visited: readonly string[]) =>
    memory(`${browserHit}, ${name}`, browserHit, {
      warmed: visited,
      headers: browserHeaders,
      paths: toPaths(visited),
    });
  const full = codes.slice(0, 100_000);
  const { warm: _noLinks, ...postgres } = await memory("Postgres", bare, {
    env: { LINK_CACHE_ENTRIES: "0" },
    paths: codes.map(code => `/${code}`),
  });
  return [
    await toBare(bare, { paths }),
    await memory(hit, bare),
    await memory(`${hit}, 1 % traced`, hit, { env: traced }),
    await memory(`${hit}, all traced`, hit, { env: { ...traced, OTEL_TRACES_SAMPLER: "always_on" } }),
    await memory(`${hit}, spool off`, hit, { entry: "packages/bench/dist/edge/redirect-without-spool.js" }),
    await toBare(bareBrowser, { paths, headers: browserHeaders }, bare),
    await memory(browserHit, bareBrowser, { headers: browserHeaders }),
    await behaviour("ten rules", ruled),
    await behaviour("100 links with a limit", limited),
    await behaviour("split", split),
    await memory(`${hit}, 100,000 links`, bare, { warmed: full }),
    await memory(`${hit}, 100,000 links, small heap`, bare, { warmed: full, env: { NODE_OPTIONS: smallHeap } }),
    await memory("Redis hit", bare, { env: { LINK_CACHE_ENTRIES: "0" } }),
    { ...postgres, prepare: () => Promise.all([flushRedis(cacheUrl), flushRedis(queueUrl)]) },
  ];
}

interface MemoryOptions extends Partial<Pick<Load, "paths" | "headers">> {
  env?: Record<string, string>;
  entry?: string;
  /** Codes of the links in memory. */
  warmed?: readonly string[];
}

/** Paths of codes by Zipf's law. */
function toPaths(codes: readonly string[]): string[] {
  return drawZipf(codes, draws).map(code => `/${code}`);
}

async function toBare(name: string, load: Pick<Load, "paths" | "headers">, base?: string): Promise<Plan> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const entry = resolve(root, "packages/bench/dist/edge/bare-server.js");
  return {
    name,
    base,
    spec: { name, entry, env: { PORT: String(port) }, readyUrl: origin },
    load: { origin, connections, ...load },
  };
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
