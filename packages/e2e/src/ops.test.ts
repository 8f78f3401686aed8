import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { makeLinks } from "./harness/make-links.ts";
import { type Operator, operatorEnv, signInAsOperator } from "./harness/operator.ts";
import { shipVisits } from "./harness/ship-clicks.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";
import { type VisitedLink, Visitors } from "./harness/visitors.ts";

/** Longer than the silence after which a process counts as gone, plus the time to read the overview (ms). */
const goneWithinMs = 16_000;

let shunt: Shunt;
let operator: Operator;
let links: VisitedLink[];
beforeAll(async () => {
  shunt = await startShunt({ pods: 2, env: operatorEnv });
  operator = await signInAsOperator(shunt);
  links = await makeLinks(await shunt.signUp());
});
afterAll(() => shunt.stop());

const pidsOf = async (service: string) =>
  ((await operator.overview()).instances ?? []).flatMap(each => (each.service === service ? each.pid : [])).sort();

test("GET /ops/overview lists every running process with its health and memory", async () => {
  const { instances, services } = await operator.untilSeen(({ instances: seen }) => seen?.length === 4, {
    what: "all four processes to be listed",
  });

  expect(services).toEqual({ redirect: "ok", management: "ok", worker: "ok" });
  expect(await pidsOf("redirect")).toEqual(shunt.pods.map(({ pid }) => pid).sort());
  expect(await pidsOf("management")).toEqual([shunt.management.pid]);
  expect(await pidsOf("worker")).toEqual([shunt.worker.pid]);
  for (const { service, is_ready, checks, rss_bytes, spool_bytes } of instances ?? []) {
    expect(is_ready).toBe(true);
    expect(Object.keys(checks).length).toBeGreaterThan(0);
    expect(rss_bytes).toBeGreaterThan(10_000_000);
    expect(spool_bytes !== null).toBe(service === "redirect");
  }
});

test("GET /ops/overview shows queue depth, age and lag growing without a worker and draining with one", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await shunt.worker.end("SIGTERM");

  await visitors.go(400);
  const first = await operator.untilSeen(({ queue }) => (queue?.waiting ?? 0) > 5, { what: "batches to wait" });
  await visitors.go(400);
  const later = await operator.untilSeen(({ queue }) => (queue?.waiting ?? 0) > (first.queue?.waiting ?? 0), {
    what: "more batches to wait",
  });
  expect(later.services.worker).toBe("down");
  expect(later.queue?.oldest_age_seconds).toBeGreaterThan(first.queue?.oldest_age_seconds ?? 0);
  expect(later.ingest.lag_seconds).toBeGreaterThan(first.ingest.lag_seconds ?? 0);
  expect(later.ingest.lag_seconds).toBeGreaterThanOrEqual(later.queue?.oldest_age_seconds ?? 0);
  const visits = await visitors.stop();

  await shunt.worker.start();
  await operator.untilSeen(
    ({ queue, ingest }) => queue?.waiting === 0 && queue.active === 0 && ingest.lag_seconds === 0,
    { what: "the queue to drain" },
  );
  // The overview's figures are read one after the other: the click rate may be older than the queue's depth.
  await operator.untilSeen(({ ingest }) => (ingest.clicks_per_minute ?? 0) >= visits.length, {
    what: "the clicks per minute to include all visits",
  });
  await operator.untilSeen(({ services }) => services.worker === "ok", { what: "the worker to be listed" });
});

test("GET /ops/overview drops a stopped process at once", async () => {
  await shunt.worker.end("SIGTERM");

  expect(await pidsOf("worker")).toEqual([]);
  await shunt.worker.start();
});

test("GET /ops/overview drops a killed process after PROCESS_SILENCE_SECONDS", async () => {
  const [kept, killed] = shunt.pods;
  await killed?.end("SIGKILL");

  await waitFor(async () => (await pidsOf("redirect")).length === 1, {
    timeoutMs: goneWithinMs,
    what: "the pod to vanish",
  });
  expect(await pidsOf("redirect")).toEqual([kept?.pid]);
  expect((await operator.overview()).services.redirect).toBe("ok");
  await killed?.start();
  await operator.untilSeen(({ instances }) => instances?.length === 4, { what: "the pod to be listed again" });
});

test("GET /ops/overview drops a hung process until it continues", async () => {
  const [hung] = shunt.pods;
  hung?.freeze();
  onTestFinished(() => hung?.thaw());

  await waitFor(async () => !(await pidsOf("redirect")).includes(hung?.pid ?? 0), {
    timeoutMs: goneWithinMs,
    what: "the pod to vanish",
  });
  hung?.thaw();
  await waitFor(async () => (await pidsOf("redirect")).includes(hung?.pid ?? 0), { what: "the pod to be back" });
});

test("GET /ops/overview reports the age of the oldest waiting batch", async () => {
  await shunt.worker.end("SIGTERM");
  const shippedAt = Date.now();
  await shipVisits(shunt, links, 600, 2);
  const { queue } = await operator.untilSeen(({ queue: seen }) => seen?.waiting === 300, {
    what: "all batches to wait",
  });

  const aSecondOlder = (queue?.oldest_age_seconds ?? 0) + 1;
  const later = await operator.untilSeen(({ queue: seen }) => (seen?.oldest_age_seconds ?? 0) >= aSecondOlder, {
    what: "the oldest batch to be a second older",
  });
  expect(later.queue?.oldest_age_seconds).toBeLessThanOrEqual((Date.now() - shippedAt) / 1_000 + 1);
  await shunt.worker.start();
  await operator.untilSeen(({ queue: seen }) => seen?.oldest_age_seconds === 0, {
    what: "the queue to drain",
  });
});
