import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { Lifecycle } from "./lifecycle.ts";

test("Lifecycle closes resources in reverse order and continues after a failure", async () => {
  const lifecycle = new Lifecycle();
  const closed: string[] = [];
  const errors: string[] = [];
  lifecycle.open("pool", { stop: () => closed.push("pool") });
  const redis = lifecycle.open("redis", { disconnect: () => closed.push("redis") }, opened => opened.disconnect());
  lifecycle.open("queue", { stop: () => Promise.reject(new Error("it hangs")) });
  lifecycle.onStop("http", async () => closed.push(`http, ${lifecycle.stopping.aborted}`));

  await lifecycle.stop((err, name) => errors.push(`${name}: ${(err as Error).message}`));
  await lifecycle.stop(() => {});

  expect(closed).toEqual(["http, true", "redis", "pool"]);
  expect(errors).toEqual(["queue: it hangs"]);
  expect(redis).toHaveProperty("disconnect");
});

test("Lifecycle names the resource that keeps it from stopping", async () => {
  const lifecycle = new Lifecycle();
  lifecycle.open("pool", { stop: () => {} });
  lifecycle.open("queue", { stop: () => new Promise(() => {}) });
  lifecycle.open("http", { stop: () => {} });

  void lifecycle.stop(() => {});
  await setImmediate();

  expect(lifecycle.ending).toBe("queue");
});

test("Lifecycle closes the resources of a group at the same time, after what was opened later and before what was opened earlier", async () => {
  const lifecycle = new Lifecycle();
  const closed: string[] = [];
  const bothBegan = Promise.withResolvers<void>();
  lifecycle.onStop("pool", () => closed.push("pool"));
  const group = lifecycle.openGroup();
  lifecycle.onStop("http", () => closed.push("http"));
  group.onStop("webhooks", async () => {
    await bothBegan.promise;
    closed.push("webhooks");
  });
  group.onStop("clicks", () => {
    expect(group.stopping.aborted).toBe(true);
    closed.push("clicks");
    bothBegan.resolve();
  });

  await lifecycle.stop(() => {});

  expect(closed).toEqual(["http", "clicks", "webhooks", "pool"]);
});

test("Lifecycle gives requests up first and then cuts statements off, while a resource is being closed", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const lifecycle = new Lifecycle();
  const aborted: string[] = [];
  lifecycle.givingUp.addEventListener("abort", () => aborted.push("requests"));
  lifecycle.onStop(
    "queue",
    () =>
      new Promise<void>(resolve => {
        lifecycle.cuttingOff.addEventListener("abort", () => {
          aborted.push("statements");
          resolve();
        });
      }),
  );

  const stopped = lifecycle.stop(() => {});
  await vi.runAllTimersAsync();
  await stopped;

  expect(aborted).toEqual(["requests", "statements"]);
  expect(vi.getTimerCount()).toBe(0);
});

/** A service in a process with an IPC channel, which calls `runService` when `isReady` is true. */
function aService(isReady: string) {
  const toModule = (file: string) => JSON.stringify(join(import.meta.dirname, file));
  const program = `
    const [{ runService }, { createLogger }] = await Promise.all([import(${toModule("lifecycle.ts")}), import(${toModule("logger.ts")})]);
    const timer = setInterval(() => {
      if (!(${isReady})) return;
      clearInterval(timer);
      void runService(createLogger("test", "info"), async () => void setInterval(() => {}, 1_000));
    }, 10);`;
  const args = ["--conditions=@shunt/source", "--input-type=module", "-e", program];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test("runService stops when the parent process ends", async () => {
  const child = aService("true");
  if (child.stdout) await once(child.stdout, "data");

  child.disconnect();

  expect(await once(child, "exit")).toEqual([0, null]);
});

test("runService stops when the parent process ended before the service was loaded", async () => {
  const child = aService("!process.connected");

  child.disconnect();

  expect(await once(child, "exit")).toEqual([0, null]);
});
