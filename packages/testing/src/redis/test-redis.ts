import { freePort, startRedis } from "@shunt/dev";
import { inject } from "vitest";
import { makeScratchDirectory } from "../scratch-directory.ts";

export interface TestRedis {
  url: string;
  /** Hangs: accepts and does not answer. */
  pause(): void;
  resume(): void;
  /** Dies without warning. */
  kill(): Promise<void>;
  /** Comes back on the same port, with what was on disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A real Redis of its own.
 *
 * @param isDurable with an append-only file, so that it comes back with its data.
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
    async start() {
      server = await start();
    },
    async stop() {
      // One that hangs does not hear that it shall stop.
      await end("SIGCONT");
      await scratch.remove();
    },
  };
}
