import { connect } from "node:net";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { type VisitedLink, Visitors } from "../harness/visitors.ts";

let shunt: Shunt;
let links: VisitedLink[];
beforeAll(async () => {
  shunt = await startShunt({ pods: 2 });
  links = await makeLinks(await shunt.signUp());
});
afterAll(() => shunt.stop());

/** Enough visits for clicks to be in every place that they pass through. */
const aWhile = 400;
vi.setConfig({ testTimeout: 90_000 });

test("a redirect that is killed under load, and comes back, has lost nothing that it answered", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(aWhile);

  await shunt.redirect.end("SIGKILL");
  await visitors.go(aWhile);
  await shunt.redirect.start();
  await visitors.go(aWhile);

  const ledger = await readLedger(shunt, await visitors.stop());
  expectExact(ledger, { mayLeaveUnanswered: true });
  // No more than were on their way to the one that was killed.
  expect(ledger.unanswered.length).toBeLessThanOrEqual(8);
});

test("redirects that are stopped and started in turn under load leave no visit without an answer", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(aWhile);

  for (const pod of shunt.pods) {
    expect(await pod.end("SIGTERM")).toBe(0);
    await visitors.go(aWhile);
    await pod.start();
    await visitors.go(aWhile);
  }

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("with Redis gone, a redirect that is killed has its clicks on disk, and ships them when both are back", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(aWhile);
  await shunt.redis.kill();
  await visitors.go(aWhile);

  await shunt.redirect.end("SIGKILL");
  const visits = await visitors.stop();
  await shunt.redis.start();
  await shunt.redirect.start();

  expectExact(await readLedger(shunt, visits), { mayLeaveUnanswered: true });
});

test("what is no HTTP does not disturb anybody", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  const { port } = new URL(shunt.redirect.url);
  const attacks = [
    Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 7919) % 256)),
    Buffer.from(`GET /${links[0]?.short_code} HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(65_536)}\r\n\r\n`),
    Buffer.from(`GET /${"x".repeat(65_536)} HTTP/1.1\r\nHost: a\r\n\r\n`),
    Buffer.from("GET /abc HTTP/1.1\r\nHost: a b c\r\n\r\n"),
    Buffer.from("GET \\\\evil HTTP/1.1\r\nHost: a\r\n\r\n"),
    Buffer.from("GET /abc HTTP/1.1\r\nHost: a\r\nX: "),
  ];
  const sockets = attacks.map(bytes => {
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => {});
    socket.write(bytes);
    return socket;
  });
  await visitors.go(aWhile);
  for (const socket of sockets) socket.destroy();

  expectExact(await readLedger(shunt, await visitors.stop()));
  expect(await shunt.redirect.isReady()).toBe(true);
});

test("a redirect of several processes answers for all of them, and makes anew what is killed", async () => {
  const cluster = await startShunt({ env: { WEB_CONCURRENCY: "2" } });
  try {
    const owner = await cluster.signUp();
    const visitors = new Visitors({ links: await makeLinks(owner), pods: cluster.pods });
    await visitors.go(aWhile);
    const [first] = [...cluster.redirect.log.matchAll(/"pid":(\d+),"port":/g)].map(([, pid]) => Number(pid));

    const answered = visitors.visits.length;
    expect(await cluster.redirect.metric("shunt_redirect_answers_total")).toBeGreaterThanOrEqual(answered);
    process.kill(first as number, "SIGKILL");
    await waitFor(async () => !(await cluster.redirect.isReady()), { what: "the loss to be told" });
    await waitFor(() => cluster.redirect.isReady(), { what: "a new process" });
    await visitors.go(aWhile);
    const visits = await visitors.stop();
    const ledger = await readLedger(cluster, visits);

    expectExact(ledger, { mayLeaveUnanswered: true });
    expect(await cluster.redirect.end("SIGTERM")).toBe(0);
  } finally {
    await cluster.stop();
  }
});
