import { join } from "node:path";
import { exchange, freePort, startRedis } from "@shunt/dev";
import { inject } from "vitest";
import type { makeScratchDirectory } from "../scratch-directory.ts";

export type Scratch = Awaited<ReturnType<typeof makeScratchDirectory>>;

export interface TestRedisNode {
  port: number;
  /** Sends an inline command and returns the raw reply. */
  send(command: string): Promise<string>;
  /** Suspends it: it accepts connections and does not answer. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
}

/** Starts a node with an append-only file. @param settings by their names in redis.conf */
export async function startTestRedisNode(
  scratch: Scratch,
  settings: Readonly<Record<string, string>>,
): Promise<TestRedisNode> {
  const port = await freePort();
  const all = { port: String(port), bind: "127.0.0.1", save: "", appendonly: "yes", ...settings };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, ...value.split(" ")]);
  return startNode(scratch, port, args);
}

/** Starts a node with the given arguments of `redis-server`. */
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
