import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { Click } from "@shunt/contracts";
import { createLogger } from "@shunt/runtime";
import { aClick, waitFor } from "@shunt/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { createRedirectMetrics } from "../redirect-metrics.ts";
import { toLine } from "./click-line.ts";
import { createSpool } from "./spool.ts";

const sealAfterMs = 20;

/** A spool on a real disk, and a queue that may be down. `delivered` is by name, as the queue and the worker see it. */
async function aSpool(options: { dir?: string; isDown?: boolean; maxClicks?: number } = {}) {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "shunt-spool-")));
  const queue = { isDown: options.isDown ?? false, delivered: new Map<string, readonly Click[]>() };
  const ship = vi.fn(async (name: string, clicks: readonly Click[]) => {
    if (queue.isDown) throw new Error("down");
    queue.delivered.set(name, [...clicks]);
  });
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const metrics = createRedirectMetrics();
  const log = createLogger("test", "silent");
  const spool = await createSpool({
    dir,
    maxClicks: 1_000,
    sealAfterMs,
    ship,
    metrics,
    log,
    now: Date.now,
    ...options,
  });
  return { spool, dir, queue, ship, clicks: () => [...queue.delivered.values()].flat() };
}

/** What a process leaves that was killed: its directory, with a segment that it had not shipped. */
function abandon(dir: string, text: string, owner: { host: string; pid: number }) {
  const path = join(dir, "abandoned");
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "owner.json"), JSON.stringify(owner));
  writeFileSync(join(path, "1-abc.clicks"), text);
  return path;
}

const nobody = 2 ** 22 + 1;

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".clicks"));
}

test("a click is on disk before append returns", async () => {
  const { spool, dir } = await aSpool({ isDown: true });

  spool.append(aClick());

  expect(filesBelow(dir)).toHaveLength(1);
});

test("clicks are shipped together and their file is deleted", async () => {
  const { spool, dir, clicks, ship } = await aSpool();

  for (let i = 0; i < 10; i++) spool.append(aClick({ at: i }));
  await waitFor(() => clicks().length === 10, { timeoutMs: 5_000, what: "the clicks to be shipped" });

  expect(ship).toHaveBeenCalledTimes(1);
  expect(clicks().map(click => click.at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await waitFor(() => filesBelow(dir).length === 0, { timeoutMs: 5_000, what: "the file to be deleted" });
});

test("clicks wait on disk while the queue is down and are shipped when it is back", async () => {
  const { spool, dir, queue, ship, clicks } = await aSpool({ isDown: true });

  spool.append(aClick());
  await waitFor(() => ship.mock.calls.length > 0, { timeoutMs: 5_000, what: "a first attempt" });
  expect(filesBelow(dir)).toHaveLength(1);
  queue.isDown = false;

  await waitFor(() => clicks().length === 1, { timeoutMs: 5_000, what: "the click to be shipped" });
});

test("stop ships what is there and leaves nothing behind", async () => {
  const { spool, dir, clicks } = await aSpool();

  spool.append(aClick());
  await spool.stop();

  expect(clicks()).toHaveLength(1);
  expect(readdirSync(dir)).toEqual([]);
});

test("what a dead process left is shipped under its name, without a line that was torn", async () => {
  const { dir } = await aSpool();
  abandon(dir, `${toLine(aClick({ at: 7 }))}["torn`, { host: hostname(), pid: nobody });

  const { queue } = await aSpool({ dir });

  await waitFor(() => queue.delivered.has("1-abc"), { timeoutMs: 5_000, what: "the segment to be shipped" });
  expect(queue.delivered.get("1-abc")).toEqual([aClick({ at: 7 })]);
});

test("what a live process on another machine holds is left alone, until it has been silent for long", async () => {
  const { dir } = await aSpool();
  const path = abandon(dir, toLine(aClick()), { host: "elsewhere", pid: 1 });

  const first = await aSpool({ dir });
  await first.spool.stop();
  expect(first.queue.delivered.has("1-abc")).toBe(false);

  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(join(path, "owner.json"), longAgo, longAgo);
  const second = await aSpool({ dir });
  await second.spool.stop();
  expect(second.queue.delivered.has("1-abc")).toBe(true);
});

test("a segment is sealed when it is full, without waiting", async () => {
  const { spool, ship } = await aSpool({ maxClicks: 2 });

  for (let i = 0; i < 4; i++) spool.append(aClick());
  await spool.stop();

  expect(ship.mock.calls.map(([, clicks]) => clicks.length)).toEqual([2, 2]);
});
