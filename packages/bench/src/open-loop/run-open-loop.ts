import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Cores } from "../cores.ts";
import type { Load, LoadResult, RunLoad } from "../wrk/run-wrk.ts";
import type { RateOptions } from "./send-at-rate.ts";

const client = resolve(import.meta.dirname, "../../dist/open-loop/client.js");

/** Loads a server at a fixed rate, as visitors do: they do not wait for each other's responses. */
export function createOpenLoop(cores: Cores, rate: number): RunLoad {
  return async (load, seconds) => {
    const { origin, connections } = load;
    const options: RateOptions = { origin, connections, rate, seconds, requests: toRequests(load) };
    const [command = "", ...args] = [...cores.others, process.execPath, client];
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(JSON.stringify(options));
    return JSON.parse(await text(child.stdout)) as LoadResult;
  };
}

function toRequests({ origin, paths, headers = {} }: Load): string[] {
  const lines = Object.entries({ Host: new URL(origin).host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return paths.map(path => `GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
}
