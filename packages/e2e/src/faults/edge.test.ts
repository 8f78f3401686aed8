import { connect } from "node:net";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
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

test("the redirect is killed under load and restarted: no answered click is lost", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  await shunt.redirect.end("SIGKILL");
  await visitors.go();
  await shunt.redirect.start();
  await visitors.go();

  const ledger = await readLedger(shunt, await visitors.stop());
  expectExact(ledger, { mayLeaveUnanswered: true });
  // At most one request per visitor was in flight.
  expect(ledger.unanswered.length).toBeLessThanOrEqual(8);
});

test("redirects are restarted in turn under load: every visit is answered", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();

  for (const pod of shunt.pods) {
    expect(await pod.end("SIGTERM")).toBe(0);
    await visitors.go();
    await pod.start();
    await visitors.go();
  }

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("the redirect is killed while Redis is down: it ships the clicks on disk after both restart", async () => {
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go();
  await shunt.redis.kill();
  await visitors.go();

  await shunt.redirect.end("SIGKILL");
  const visits = await visitors.stop();
  await shunt.redis.start();
  await shunt.redirect.start();

  expectExact(await readLedger(shunt, visits), { mayLeaveUnanswered: true });
});

test("malformed requests do not affect other visitors", async () => {
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
  await visitors.go();
  for (const socket of sockets) socket.destroy();

  expectExact(await readLedger(shunt, await visitors.stop()));
  expect(await shunt.redirect.isReady()).toBe(true);
});

/** Starts a redirect of two processes, which share a spool. Returns also their process ids. */
async function startTwoProcesses() {
  const cluster = await startShunt({ env: { WEB_CONCURRENCY: "2" } });
  onTestFinished(() => cluster.stop());
  const pids = [...cluster.redirect.log.matchAll(/"pid":(\d+),"port":/g)].map(([, pid]) => Number(pid));
  const visitors = new Visitors({ links: await makeLinks(await cluster.signUp()), pods: cluster.pods });
  await visitors.go();
  return { cluster, visitors, pid: pids[0] as number };
}

test("a redirect with WEB_CONCURRENCY=2 aggregates metrics and replaces a killed process", async () => {
  const { cluster, visitors, pid } = await startTwoProcesses();

  const answered = visitors.visits.length;
  expect(await cluster.redirect.metric("shunt_redirect_answers_total")).toBeGreaterThanOrEqual(answered);
  process.kill(pid, "SIGKILL");
  await waitFor(async () => !(await cluster.redirect.isReady()), { what: "the redirect to report not ready" });
  await waitFor(() => cluster.redirect.isReady(), { what: "a new process" });
  await visitors.go();

  expectExact(await readLedger(cluster, await visitors.stop()), { mayLeaveUnanswered: true });
  expect(await cluster.redirect.end("SIGTERM")).toBe(0);
});

test("a redirect process freezes until another ships its clicks, and lives on: each is counted once", async () => {
  const { cluster, visitors, pid } = await startTwoProcesses();

  process.kill(pid, "SIGSTOP");
  onTestFinished(() => void process.kill(pid, "SIGCONT"));
  await waitFor(() => cluster.redirect.log.includes("recovered clicks of another process"), {
    what: "the other process to take the spool over",
  });
  process.kill(pid, "SIGCONT");
  await visitors.go();

  expectExact(await readLedger(cluster, await visitors.stop()), { mayLeaveUnanswered: true });
});
