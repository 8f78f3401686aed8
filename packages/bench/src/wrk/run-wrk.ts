import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Program, runCommand } from "@shunt/dev";
import type { Cores } from "../cores.ts";

export interface Load {
  origin: string;
  /** Asked for in this order, from the first on in each window, and again from the first after the last. */
  paths: readonly string[];
  connections: number;
  /** What is posted; without it, paths are got. */
  post?: { body: string; headers: Readonly<Record<string, string>> };
}

export interface LoadResult {
  requests: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers of 400 and above, and connections that broke or timed out. */
  failures: number;
}

export type RunLoad = (load: Load, seconds: number) => Promise<LoadResult>;

/** A closed loop: each connection asks again when it is answered. One thread of wrk, beside the measured core. */
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

/** All requests are made before the first is sent; picking the next one is all that is left to do. */
function toScript({ paths, post }: Load): string {
  const headers = Object.entries(post?.headers ?? {}).map(([name, value]) => `[${quote(name)}] = ${quote(value)}`);
  const rest = post ? `, { ${headers.join(", ")} }, ${quote(post.body)}` : "";
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

/** A Lua string; JSON escapes nothing that Lua would read otherwise as long as it is plain ASCII. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** Durations and latencies of wrk are microseconds. */
function parse(printed: string): LoadResult {
  const match = /^result (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(printed);
  if (!match) throw new Error(`wrk printed no result:\n${printed}`);
  const [requests = 0, duration = 1, p50 = 0, p99 = 0, failures = 0] = match.slice(1).map(Number);
  return { requests, perSecond: requests / (duration / 1e6), p50Ms: p50 / 1e3, p99Ms: p99 / 1e3, failures };
}
