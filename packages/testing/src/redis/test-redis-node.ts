import { join } from "node:path";
import { exchange, freePort, startRedis } from "@shunt/dev";
import { inject } from "vitest";
import type { makeScratchDirectory } from "../scratch-directory.ts";

export type Scratch = Awaited<ReturnType<typeof makeScratchDirectory>>;

/** A Redis among several that know each other. */
export interface TestRedisNode {
  port: number;
  /** Sends a command, words with spaces between, and returns the reply as it comes. */
  send(command: string): Promise<string>;
  /** Hangs: accepts and does not answer. */
  pause(): void;
  resume(): void;
  /** Dies without warning. */
  kill(): Promise<void>;
}

/** One that keeps what it is told. @param settings by their names in redis.conf */
export async function startTestRedisNode(
  scratch: Scratch,
  settings: Readonly<Record<string, string>>,
): Promise<TestRedisNode> {
  const port = await freePort();
  const all = { port: String(port), bind: "127.0.0.1", save: "", appendonly: "yes", ...settings };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, ...value.split(" ")]);
  return startNode(scratch, port, args);
}

/** @param args command line of `redis-server` */
export async function startNode(scratch: Scratch, port: number, args: readonly string[]): Promise<TestRedisNode> {
  const dir = join(scratch.path, String(port));
  const server = await startRedis(inject("redisBinary"), { dir, port, isDurable: true, args });
  await scratch.record("redis", server.pid, "SIGKILL");
  let isAlive = true;
  return {
    port,
    send: async command => (await exchange(port, `${command}\r\n`))?.toString() ?? "",
    pause: () => void process.kill(server.pid, "SIGSTOP"),
    resume: () => void process.kill(server.pid, "SIGCONT"),
    async kill() {
      if (isAlive) process.kill(server.pid, "SIGKILL");
      isAlive = false;
      await server.stop();
    },
  };
}
