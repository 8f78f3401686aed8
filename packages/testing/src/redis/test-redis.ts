import { freePort, startRedis } from "@shunt/dev";
import { inject } from "vitest";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { truncateTo, untilUnsynced } from "./unsynced-file.ts";

export interface TestRedis {
  url: string;
  /** Suspends it: it accepts connections and does not answer. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  /**
   * Kills it as if its machine crashed: what it wrote to its append-only file within the last second is gone. Waits until it
   * has written something within a second. Needs `isDurable`.
   */
  crash(): Promise<void>;
  /** Starts it again on the same port with the data on disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a Redis.
 *
 * @param isDurable true: with an append-only file, so that data survives a restart
 */
export async function startTestRedis({ isDurable = false } = {}): Promise<TestRedis> {
  const scratch = await makeScratchDirectory();
  const port = await freePort();
  const start = async () => {
    const started = await startRedis(inject("redisBinary"), { dir: scratch.path, port, isDurable });
    await scratch.record("redis", started.pid, "SIGKILL");
    return started;
  };
  const { url, ...first } = await start();
  let server: { pid: number; stop(): Promise<void> } | undefined = first;
  const signal = (name: NodeJS.Signals) => server && process.kill(server.pid, name);
  const end = async (name: NodeJS.Signals) => {
    signal(name);
    await server?.stop();
    server = undefined;
  };
  return {
    url,
    pause: () => void signal("SIGSTOP"),
    resume: () => void signal("SIGCONT"),
    kill: () => end("SIGKILL"),
    async crash() {
      const synced = await untilUnsynced(scratch.path);
      await end("SIGKILL");
      await truncateTo(synced);
    },
    async start() {
      server = await start();
    },
    async stop() {
      // A suspended process does not handle the stop signal.
      await end("SIGCONT");
      await scratch.remove();
    },
  };
}
