import { spawn } from "node:child_process";
import { freePort } from "@shunt/dev";
import { waitFor } from "@shunt/testing";
import { onTestFinished } from "vitest";
import type { Service } from "./service-config.ts";

export interface ServiceProcess {
  opsPort: number;
  env: Record<string, string>;
  /** Sends SIGTERM and returns the exit code. */
  stop(): Promise<number | null>;
}

/** Starts a service with `node …args` on free ports and waits until it is ready. Killed at the end of the test. */
export async function startService(
  service: Service,
  { args, cwd, env }: { args: readonly string[]; cwd: string; env: Record<string, string> },
): Promise<ServiceProcess> {
  const [port, opsPort] = [await freePort(), await freePort()];
  const name = service.toUpperCase();
  const own = { ...env, [`${name}_PORT`]: String(port), [`${name}_OPS_PORT`]: String(opsPort) };
  // The service stops by itself when the other end of the channel is gone, also after a kill -9 of the test run.
  const child = spawn(process.execPath, args, { cwd, env: own, stdio: ["ignore", "ignore", "ignore", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await waitFor(() => isReady(opsPort), { what: `${service} to be ready` });
  return {
    opsPort,
    env: own,
    async stop() {
      const ended = new Promise<number | null>(done => child.once("exit", done));
      child.kill("SIGTERM");
      return ended;
    },
  };
}

async function isReady(opsPort: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${opsPort}/readyz`).then(
    answer => answer.ok,
    () => false,
  );
}
