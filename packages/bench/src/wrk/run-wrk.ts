import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Program, runCommand } from "@shunt/dev";
import type { Cores } from "../cores.ts";

export interface Load {
  origin: string;
  /** Requested in this order, cyclically; each window starts at the first. */
  paths: readonly string[];
  connections: number;
  headers?: Readonly<Record<string, string>>;
  /** Sends POST requests with this body; default: GET. */
  post?: { body: string };
}

export interface LoadResult {
  requests: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Responses with status 400 or above, and connections that failed or timed out. */
  failures: number;
}

export type RunLoad = (load: Load, seconds: number) => Promise<LoadResult>;

/** A closed loop: each connection sends the next request after a response. wrk has one thread, off the measured core. */
export function createWrk(wrk: Program, cores: Cores, scratchDir: string): RunLoad {
  let runs = 0;
  return async (load, seconds) => {
    const script = join(scratchDir, `load-${runs++}.lua`);
    await writeFile(script, toScript(load));
    const [command = "", ...args] = [
      ...cores.others,
      wrk.path,
      "--threads=1",
      `--connections=${load.connections}`,
      `--duration=${seconds}s`,
      "--timeout=10s",
      `--script=${script}`,
      load.origin,
    ];
    const env = { ...(wrk.libraryPath && { LD_LIBRARY_PATH: wrk.libraryPath }) };
    const printed = await runCommand(command, args, { env, timeoutMs: (seconds + 60) * 1_000 });
    return parse(printed);
  };
}

/** Builds all requests before the first is sent, so that wrk only picks the next one. */
function toScript({ paths, headers = {}, post }: Load): string {
  const pairs = Object.entries(headers).map(([name, value]) => `[${quote(name)}] = ${quote(value)}`);
  const rest = `, { ${pairs.join(", ")} }${post ? `, ${quote(post.body)}` : ""}`;
  return `
local paths = {}
for path in string.gmatch(${quote(paths.join(" "))}, "%S+") do paths[#paths + 1] = path end
local requests, position = {}, 0

function init(args)
  for i, path in ipairs(paths) do requests[i] = wrk.format("${post ? "POST" : "GET"}", path${rest}) end
end

function request()
  position = position + 1
  if position > #requests then position = 1 end
  return requests[position]
end

function done(summary, latency)
  local errors = summary.errors
  local failures = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("result %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failures))
end
`;
}

/** Quotes a Lua string. For plain ASCII, JSON's escapes mean the same in Lua. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** wrk reports durations and latencies in microseconds. */
function parse(printed: string): LoadResult {
  const match = /^result (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(printed);
  if (!match) throw new Error(`wrk printed no result:\n${printed}`);
  const [requests = 0, duration = 1, p50 = 0, p99 = 0, failures = 0] = match.slice(1).map(Number);
  return { requests, perSecond: requests / (duration / 1e6), p50Ms: p50 / 1e3, p99Ms: p99 / 1e3, failures };
}
