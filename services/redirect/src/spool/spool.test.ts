import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Click, ClickBatch } from "@shunt/contracts/clicks";
import { ClickBatchBuilder, parseClickBatch, type Receipt } from "@shunt/queue";
import { createLogger } from "@shunt/runtime";
import { aClick, toClicks, waitFor } from "@shunt/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { createRedirectMetrics } from "../redirect-metrics.ts";
import { toLine } from "./click-line.ts";
import { createSpool } from "./spool.ts";
import type { SpoolOptions } from "./spool-options.ts";

/** A spool in its own directory, with a queue that the test can take down. */
async function aSpool({ isDown = false, ...options }: Partial<SpoolOptions> & { isDown?: boolean } = {}) {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "shunt-spool-")));
  const delivered = new Map<string, Click[]>();
  const queue = { isDown, server: 1, refusals: 0, delivered, accept: async (_name: string) => {} };
  const ship = vi.fn(async (name: string, batch: ClickBatch): Promise<Receipt> => {
    if (queue.isDown) throw new Error("down");
    await queue.accept(name);
    queue.delivered.set(name, toClicks(parseClickBatch(batch)));
    const { server } = queue;
    const isStillValid = async () => {
      if (queue.isDown) {
        queue.refusals += 1;
        throw new Error("down");
      }
      return queue.server === server;
    };
    return { isStillValid };
  });
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const metrics = createRedirectMetrics();
  const spool = await createSpool({
    dir,
    maxClicks: 1_000,
    sealAfterMs: 20,
    maxBytes: 1_000_000,
    ship,
    shardOf: () => "clicks",
    syncMs: 20,
    metrics,
    log: createLogger("test", "silent"),
    now: Date.now,
    ...options,
  });
  // Its heartbeat would create the directory again.
  onTestFinished(async () => {
    queue.isDown = false;
    await spool.stop();
  });
  const readMetric = async (name: string) => {
    const metric = await metrics.registry.getSingleMetric(name)?.get();
    return metric?.values[0]?.value;
  };
  return { spool, dir, queue, ship, readMetric, clicks: () => [...queue.delivered.values()].flat() };
}

/** The lines of a segment file with these clicks. */
function toLines(...clicks: Click[]): string {
  const builder = new ClickBatchBuilder(clicks.length);
  const lines = clicks.map((click, row) => {
    const firstNew = builder.dictionary.length;
    builder.add(click);
    return toLine(builder, row, firstNew);
  });
  return lines.join("");
}

const ownerFile = "owner.json";

/** As the former version wrote it. */
const formerOwner = { host: hostname(), pid: process.pid };

/** Creates the directory of another process, with a segment that it has not shipped. */
function aDirectory(dir: string, text: string, owner: object = formerOwner) {
  const path = join(dir, "abandoned");
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, ownerFile), JSON.stringify(owner));
  writeFileSync(join(path, "1-abc.clicks"), text);
  return path;
}

/** As if the heartbeat of a directory's owner had stopped. */
function silence(path: string) {
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(join(path, ownerFile), longAgo, longAgo);
}

/** Creates the directory of a killed process. */
function abandon(dir: string, text: string) {
  const path = aDirectory(dir, text);
  silence(path);
  return path;
}

/** Above the maximum process id of Linux. */
const deadPid = 2 ** 22 + 1;

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".clicks"));
}

test("written resolves once appended clicks are on disk, and is undefined without clicks", async () => {
  const { spool, dir } = await aSpool({ isDown: true });

  expect(spool.written()).toBeUndefined();
  spool.append(aClick({ at: 7, userAgent: 'a "quoted" \u2028 agent' }));
  await spool.written();

  expect(spool.written()).toBeUndefined();
  const [file = ""] = filesBelow(dir);
  expect(readFileSync(join(dir, file), "utf8")).toBe(toLines(aClick({ at: 7, userAgent: 'a "quoted" \u2028 agent' })));
});

test("createSpool creates files that other users cannot read", async () => {
  const parent = await mkdtemp(join(tmpdir(), "shunt-spool-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const dir = join(parent, "spool");
  const { spool } = await aSpool({ dir, isDown: true });

  spool.append(aClick());
  await spool.written();

  const paths = ["", ...readdirSync(dir, { recursive: true, encoding: "utf8" })].map(name => join(dir, name));
  expect(paths.length).toBeGreaterThan(2);
  expect(paths.filter(path => statSync(path).mode & 0o077)).toEqual([]);
});

test("append keeps the order of the clicks of one tick", async () => {
  const { spool, clicks } = await aSpool();

  for (let i = 0; i < 3; i++) spool.append(aClick({ at: 5, ip: `192.0.2.${i}` }));
  await spool.stop();

  expect(clicks().map(click => click.ip)).toEqual(["192.0.2.0", "192.0.2.1", "192.0.2.2"]);
});

test("a spool ships clicks in one batch and deletes their file", async () => {
  const { spool, dir, clicks, ship } = await aSpool();

  for (let i = 0; i < 10; i++) spool.append(aClick({ at: i }));
  await waitFor(() => clicks().length === 10, { what: "the clicks to be shipped" });

  expect(ship).toHaveBeenCalledTimes(1);
  expect(clicks().map(click => click.at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await waitFor(() => filesBelow(dir).length === 0, { what: "the file to be deleted" });
});

test("a spool keeps clicks on disk while the queue is down and ships them afterwards", async () => {
  const { spool, dir, queue, ship, clicks } = await aSpool({ isDown: true });

  spool.append(aClick());
  await waitFor(() => ship.mock.calls.length > 0, { what: "a first attempt" });
  expect(filesBelow(dir)).toHaveLength(1);
  queue.isDown = false;

  await waitFor(() => clicks().length === 1, { what: "the click to be shipped" });
});

const faults = ["refuses batches", "does not answer"] as const;

/** A spool of small segments for a queue of two shards. One is away until the test ends the fault. */
async function aSpoolWithoutShard(fault: (typeof faults)[number], options: Partial<SpoolOptions> = {}) {
  const clock = { now: 0 };
  const isForAway = (name: string) => Number.parseInt(name, 10) % 2 === 0;
  const shardOf = (name: string) => (isForAway(name) ? "away" : "present");
  const one = await aSpool({ maxClicks: 1, now: () => clock.now, shardOf, ...options });
  let isAway = true;
  const ended = Promise.withResolvers<void>();
  one.queue.accept = async name => {
    if (!isAway || !isForAway(name)) return;
    if (fault === "does not answer") await ended.promise;
    throw new Error("away");
  };
  const endFault = () => {
    isAway = false;
    ended.resolve();
  };
  onTestFinished(endFault);
  return {
    ...one,
    endFault,
    /** Appends a click for the shard that is away at each even time, for the other at each odd one. */
    async append(...times: number[]) {
      for (const at of times) {
        clock.now = at;
        one.spool.append(aClick({ at }));
        await one.spool.written();
      }
    },
    times: () => one.clicks().map(({ at }) => at),
  };
}

test.each(faults)("a spool ships to other shards while one %s, and then to that one, in order", async fault => {
  const { append, times, endFault } = await aSpoolWithoutShard(fault);

  await append(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  await waitFor(() => times().length === 6, { what: "the clicks of the other shard to be shipped" });
  expect(times()).toEqual([1, 3, 5, 7, 9, 11]);
  endFault();
  await waitFor(() => times().length === 12, { what: "the other clicks to be shipped" });

  expect(times().slice(6)).toEqual([0, 2, 4, 6, 8, 10]);
});

test.each(faults)("stop ships to other shards while one %s, and leaves its clicks on disk", async fault => {
  const { spool, dir, append, times } = await aSpoolWithoutShard(fault);

  await append(0, 2, 4, 6, 1, 3, 5, 7);
  await spool.stop();

  expect(times()).toEqual([1, 3, 5, 7]);
  expect(filesBelow(dir)).toHaveLength(4);
});

test("stop retries clicks that are not on disk until their shard is back", async () => {
  const { spool, dir, ship, append, times, endFault } = await aSpoolWithoutShard("refuses batches", { maxBytes: 1 });

  await append(0, 2, 1);
  const stopping = spool.stop();
  const attempts = () => ship.mock.calls.filter(([name]) => name.startsWith("2-"));
  await waitFor(() => attempts().length > 2, { what: "several attempts" });
  expect(times()).toEqual([1]);
  endFault();
  await stopping;

  expect(times()).toEqual([1, 2]);
  expect(filesBelow(dir)).toHaveLength(1);
});

test.each(faults)(
  "clicks go to other shards while one %s and has clicks that wait, also if the disk is full",
  async fault => {
    const isForAway = (name: string) => name.endsWith("0");
    const shardOf = (name: string) => (isForAway(name) ? "away" : "present");
    const { spool, queue, clicks } = await aSpool({ maxClicks: 1, maxBytes: 1, shardOf });
    const waiting = new Set<string>();
    const ended = Promise.withResolvers<void>();
    onTestFinished(() => {
      queue.accept = async () => {};
      ended.resolve();
    });
    queue.accept = async name => {
      if (!isForAway(name)) return;
      waiting.add(name);
      if (fault === "does not answer") await ended.promise;
      throw new Error("away");
    };
    const append = async () => {
      spool.append(aClick());
      await spool.written();
      await waitFor(() => spool.backlog().segments === waiting.size, { what: "the click to be shipped or to wait" });
    };

    while (waiting.size === 0) await append();
    const before = clicks().length;
    for (let i = 0; i < 100; i++) await append();

    expect(clicks()).toHaveLength(before + 100);
  },
);

/** Longer than any test. */
const neverSynced = { syncMs: 3_600_000 };

test("a spool keeps the file of shipped clicks until the queue has had time to sync", async () => {
  const { spool, dir, clicks, readMetric } = await aSpool(neverSynced);

  spool.append(aClick());
  await waitFor(async () => (await readMetric("shunt_clicks_shipped_total")) === 1, {
    what: "the click to be shipped",
  });

  expect(clicks()).toHaveLength(1);
  expect(filesBelow(dir)).toHaveLength(1);
  expect(spool.backlog()).toEqual({ segments: 0, bytes: 0, ageMs: 0, isWritable: true });
});

test("a spool ships clicks again, under the same name, if another server took over before they were synced", async () => {
  const { spool, dir, queue, ship, readMetric } = await aSpool({ syncMs: 200 });
  ship.mockImplementationOnce(async () => ({ isStillValid: async () => false }));

  spool.append(aClick({ at: 7 }));
  await waitFor(() => queue.delivered.size > 0, { what: "the second delivery" });

  const [first = "", second] = ship.mock.calls.map(([name]) => name);
  expect(second).toBe(first);
  expect(queue.delivered.get(first)).toEqual([aClick({ at: 7 })]);
  await waitFor(() => filesBelow(dir).length === 0, { what: "the file to be deleted" });
  expect(await readMetric("shunt_clicks_shipped_total")).toBe(1);
  expect(await readMetric("shunt_clicks_shipped_again_total")).toBe(1);
});

test("a spool ships clicks again after the queue was away when they should have been synced", async () => {
  const { spool, queue, ship, readMetric } = await aSpool({ syncMs: 200 });
  spool.append(aClick());
  await waitFor(async () => (await readMetric("shunt_clicks_shipped_total")) === 1, {
    what: "the click to be shipped",
  });

  queue.isDown = true;
  queue.delivered.clear();
  await waitFor(() => queue.refusals > 0, { what: "the spool to ask in vain" });
  queue.server = 2;
  queue.isDown = false;

  await waitFor(() => queue.delivered.size === 1, { what: "the second delivery" });
  expect(ship).toHaveBeenCalledTimes(2);
});

test("a spool asks for each batch again, while the answer for another is missing, and ships replaced ones once", async () => {
  const { spool, dir, ship } = await aSpool({ maxClicks: 1, syncMs: 200 });
  let asked = 0;
  ship.mockImplementationOnce(async () => ({
    async isStillValid() {
      asked += 1;
      throw new Error("its shard is away");
    },
  }));
  for (let i = 0; i < 3; i++) ship.mockImplementationOnce(async () => ({ isStillValid: async () => false }));

  for (let i = 0; i < 4; i++) {
    spool.append(aClick());
    await spool.written();
  }
  await waitFor(() => asked > 3, { what: "the spool to ask again" });

  await waitFor(() => filesBelow(dir).length === 1, { what: "the other files to be deleted" });
  expect(ship).toHaveBeenCalledTimes(4 + 3);
});

test("a spool keeps other processes from taking over its directory", async () => {
  const { dir } = await aSpool();
  const path = join(dir, readdirSync(dir)[0] as string);

  silence(path);

  await waitFor(() => statSync(join(path, ownerFile)).mtimeMs > Date.now() - 5_000, { what: "a heartbeat" });
});

test("a spool creates its directory again after another process took it over during a freeze", async () => {
  const { spool, dir } = await aSpool({ isDown: true });
  const path = join(dir, readdirSync(dir)[0] as string);

  rmSync(path, { recursive: true });
  await waitFor(() => existsSync(join(path, ownerFile)), { what: "a heartbeat" });
  spool.append(aClick());
  await spool.written();

  expect(filesBelow(path)).toHaveLength(1);
});

test("a spool begins a new segment after a freeze, as another process may have shipped the one before", async () => {
  const clock = { now: 0 };
  const { spool, ship } = await aSpool({ now: () => clock.now, sealAfterMs: 60_000 });

  for (const at of [0, 2_000]) {
    clock.now = at;
    spool.append(aClick({ at }));
    await spool.written();
  }
  await spool.stop();

  expect(ship.mock.calls.map(([, batch]) => batch.count)).toEqual([1, 1]);
});

test("a spool keeps other processes from taking over what it took over itself", async () => {
  const { dir } = await aSpool();
  abandon(dir, toLines(aClick()));
  const { spool } = await aSpool({ dir, isDown: true });
  expect(spool.backlog().segments).toBe(1);
  const [taken = ""] = filesBelow(dir);
  const path = join(dir, taken, "..");

  silence(path);

  await waitFor(() => statSync(join(path, ownerFile)).mtimeMs > Date.now() - 5_000, { what: "a heartbeat" });
});

test.each([
  ["deletes files", "answers", {}, 0],
  ["leaves files for the next start", "has been replaced", { server: 2 }, 1],
  ["leaves files for the next start", "is down", { isDown: true }, 1],
])("stop %s that are not synced if the queue %s", async (_what, _when, state, files) => {
  const { spool, dir, queue, readMetric } = await aSpool(neverSynced);
  spool.append(aClick());
  await waitFor(async () => (await readMetric("shunt_clicks_shipped_total")) === 1, {
    what: "the click to be shipped",
  });

  Object.assign(queue, state);
  await spool.stop();

  expect(filesBelow(dir)).toHaveLength(files);
});

test("stop ships all clicks and removes the directory", async () => {
  const { spool, dir, clicks } = await aSpool();

  spool.append(aClick());
  await spool.stop();

  expect(clicks()).toHaveLength(1);
  expect(readdirSync(dir)).toEqual([]);
});

test("createSpool ships the segment of a dead process under its name, without an incomplete line", async () => {
  const { dir } = await aSpool();
  abandon(dir, `${toLines(aClick({ at: 7 }))}[1,2,"torn`);

  const { queue } = await aSpool({ dir });

  await waitFor(() => queue.delivered.has("1-abc"), { what: "the segment to be shipped" });
  expect(queue.delivered.get("1-abc")).toEqual([aClick({ at: 7 })]);
});

test.each([
  ["of the former version on another machine", { host: "elsewhere", pid: 1 }],
  ["of the former version with the same host name and process id", formerOwner],
  ["of the former version with a process id that is unknown here", { host: hostname(), pid: deadPid }],
  ["with the same process id in another container", { pidSpace: "elsewhere", pid: process.pid, start: "another" }],
  ["with a process id that is unknown here in another container", { pidSpace: "elsewhere", pid: deadPid, start: "a" }],
  ["with unknown process ids", { pid: process.pid, start: "another" }],
])("createSpool leaves the directory of a process %s until its heartbeat stops", async (_which, owner) => {
  const { dir } = await aSpool();
  const path = aDirectory(dir, toLines(aClick()), owner);

  const first = await aSpool({ dir });
  await first.spool.stop();
  expect(first.queue.delivered.has("1-abc")).toBe(false);

  silence(path);
  const second = await aSpool({ dir });
  await second.spool.stop();
  expect(second.queue.delivered.has("1-abc")).toBe(true);
});

test.each([
  ["no owner", (file: string) => rmSync(file)],
  ["an owner cut off by a full disk", (file: string) => writeFileSync(file, "{")],
])("createSpool takes over a directory with %s once it is old, not while it is new", async (_which, damage) => {
  const { dir } = await aSpool();
  const path = aDirectory(dir, toLines(aClick()));
  damage(join(path, ownerFile));

  const first = await aSpool({ dir });
  await first.spool.stop();
  expect(first.queue.delivered.has("1-abc")).toBe(false);

  const longAgo = new Date(Date.now() - 60_000);
  for (const each of [path, join(path, ownerFile)]) if (existsSync(each)) utimesSync(each, longAgo, longAgo);
  const second = await aSpool({ dir });
  await second.spool.stop();
  expect(second.queue.delivered.has("1-abc")).toBe(true);
});

test("two spools of the same host name and process id share a directory, and each ships its own clicks", async () => {
  const first = await aSpool({ isDown: true });
  first.spool.append(aClick({ at: 1 }));
  await first.spool.written();
  const second = await aSpool({ dir: first.dir });
  second.spool.append(aClick({ at: 2 }));
  await second.spool.stop();

  first.queue.isDown = false;
  await first.spool.stop();

  expect([first, second].map(({ clicks }) => clicks().map(({ at }) => at))).toEqual([[1], [2]]);
  expect(readdirSync(first.dir)).toEqual([]);
});

test("a spool logs why its disk refuses clicks, and that it drops those for which memory has no room", async () => {
  const lines: string[] = [];
  const error = ({ err }: { err: Error }, line: string) => lines.push(`${line}: ${err.message}`);
  const log = Object.assign(createLogger("test", "silent"), { error });
  const { spool, dir } = await aSpool({ isDown: true, log });
  await rm(dir, { recursive: true });

  spool.append(aClick());
  await waitFor(() => lines.length > 0, { what: "the refusal to be logged" });
  expect(lines[0]).toMatch(/^click spool not written, clicks stay in memory: ENOENT/);

  for (let i = 0; i <= 100_000; i++) spool.append(aClick());
  await spool.written();
  expect(lines).toContain("clicks dropped: neither the spool nor memory has room");
});

test("a spool notices that its disk takes files again, without a click", async () => {
  const { spool, dir } = await aSpool();
  await rm(dir, { recursive: true });
  writeFileSync(dir, "not a directory");
  spool.append(aClick());
  await waitFor(() => !spool.backlog().isWritable, { what: "the refusal" });

  rmSync(dir);

  await waitFor(() => spool.backlog().isWritable, { what: "the disk to be tried again" });
  expect(readdirSync(dir, { recursive: true, encoding: "utf8" }).some(name => name.endsWith("probe"))).toBe(false);
});

test("a spool seals a full segment at once", async () => {
  const { spool, ship } = await aSpool({ maxClicks: 2 });

  for (let i = 0; i < 4; i++) spool.append(aClick());
  await spool.stop();

  expect(ship.mock.calls.map(([, batch]) => batch.count)).toEqual([2, 2]);
});

test("a spool starts a new batch when the dictionary is full", async () => {
  const { spool, ship, clicks } = await aSpool({ maxClicks: 10_000, sealAfterMs: 5_000, maxBytes: 1e8 });

  for (let i = 0; i < 10_000; i++) {
    spool.append(
      aClick({
        linkId: `l${i}`,
        userAgent: `u${i}`,
        referrer: `r${i}`,
        ip: `i${i}`,
        destination: `d${i}`,
        language: `a${i}`,
        marks: `m${i}`,
      }),
    );
  }
  await spool.stop();

  expect(ship).toHaveBeenCalledTimes(2);
  expect(new Set(clicks().map(click => click.userAgent)).size).toBe(10_000);
  for (const [, batch] of ship.mock.calls) expect(batch.dictionary.length).toBeLessThanOrEqual(65_536);
});

test("a spool keeps clicks in memory above maxBytes", async () => {
  const { spool, dir, queue, clicks } = await aSpool({ isDown: true, maxClicks: 1, maxBytes: 1 });

  for (let i = 0; i < 3; i++) {
    spool.append(aClick({ at: i }));
    await spool.written();
  }
  expect(filesBelow(dir)).toHaveLength(1);
  expect(spool.backlog()).toMatchObject({ segments: 3 });
  queue.isDown = false;
  await spool.stop();

  expect(
    clicks()
      .map(click => click.at)
      .toSorted(),
  ).toEqual([0, 1, 2]);
  expect(filesBelow(dir)).toEqual([]);
});

test("a spool deletes the oldest files of shipped clicks at maxBytes, and writes new clicks to disk", async () => {
  const lineBytes = toLines(aClick({ at: 1 })).length;
  const clock = { now: 0 };
  const options = { ...neverSynced, maxClicks: 1, maxBytes: 2.5 * lineBytes, now: () => clock.now };
  const { spool, dir, queue, clicks } = await aSpool(options);
  const append = async (at: number) => {
    clock.now = at;
    spool.append(aClick({ at }));
    await spool.written();
  };

  for (const at of [1, 2, 3, 4]) {
    await append(at);
    await waitFor(() => spool.unsynced() > 0 && spool.backlog().segments === 0, { what: "the click to be shipped" });
  }
  queue.isDown = true;
  for (const at of [5, 6]) await append(at);

  expect(clicks().map(({ at }) => at)).toEqual([1, 2, 3, 4]);
  const names = () => filesBelow(dir).map(path => Number.parseInt(basename(path), 10));
  await waitFor(() => names().length < 4, { what: "files to be deleted" });
  expect(names().toSorted()).toEqual([4, 5, 6]);
});

test("createSpool ships the clicks before the damage in a file", async () => {
  const { dir } = await aSpool();
  const path = abandon(dir, toLines(aClick({ at: 1 }), aClick({ at: 2 })));
  appendFileSync(join(path, "1-abc.clicks"), `garbage\n${toLines(aClick({ at: 3 }))}`);

  const { queue } = await aSpool({ dir });

  await waitFor(() => queue.delivered.has("1-abc"), { what: "the segment to be shipped" });
  expect(queue.delivered.get("1-abc")?.map(click => click.at)).toEqual([1, 2]);
});

test.each([
  ["is dead", { pid: deadPid }],
  ["has the same process id and started before", { start: "another" }],
])("stop leaves clicks on disk while the queue is down, for the next start if the process %s", async (_what, now) => {
  const { spool, dir, ship } = await aSpool({ isDown: true });
  spool.append(aClick({ at: 9 }));

  await spool.stop();
  expect(ship).toHaveBeenCalledTimes(1);
  expect(filesBelow(dir)).toHaveLength(1);
  const [directory = ""] = readdirSync(dir);
  const owner = join(dir, directory, ownerFile);
  writeFileSync(owner, JSON.stringify({ ...JSON.parse(readFileSync(owner, "utf8")), ...now }));
  const next = await aSpool({ dir });
  await next.spool.stop();

  expect(next.clicks().map(click => click.at)).toEqual([9]);
});

test("a spool leaves the directory of a living process of another user", async () => {
  const { spool, dir } = await aSpool({ isDown: true });
  spool.append(aClick());
  await spool.written();
  const owner = join(dir, readdirSync(dir)[0] as string, ownerFile);
  writeFileSync(owner, JSON.stringify({ ...JSON.parse(readFileSync(owner, "utf8")), pid: deadPid }));
  vi.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error("not permitted"), { code: "EPERM" });
  });

  const next = await aSpool({ dir });

  expect(next.clicks()).toEqual([]);
  expect(filesBelow(dir)).toHaveLength(1);
});

test("backlog returns the age of the oldest click", async () => {
  const clock = { now: 1_000_000 };
  const { spool } = await aSpool({ isDown: true, now: () => clock.now });
  expect(spool.backlog()).toEqual({ segments: 0, bytes: 0, ageMs: 0, isWritable: true });

  spool.append(aClick());
  await spool.written();
  clock.now += 60_000;

  expect(spool.backlog()).toMatchObject({ ageMs: 60_000 });
  expect(spool.backlog().bytes).toBeGreaterThan(100);
});
