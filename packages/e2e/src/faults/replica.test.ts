import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { createRedis, settled } from "@shunt/cache";
import { waitFor } from "@shunt/testing";
import {
  startTestPostgres,
  startTestPostgresReplica,
  type TestPostgres,
  type TestPostgresReplica,
} from "@shunt/testing/stores";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Pod } from "../harness/fleet.ts";
import { expectExact, readLedger } from "../harness/ledger.ts";
import { makeLinks } from "../harness/make-links.ts";
import type { Owner } from "../harness/owner.ts";
import { runOperator } from "../harness/run-operator.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";
import { type VisitedLink, Visitors } from "../harness/visitors.ts";

let primary: TestPostgres;
let replica: TestPostgresReplica;
let shunt: Shunt;
let owner: Owner;
beforeAll(async () => {
  primary = await startTestPostgres();
  replica = await startTestPostgresReplica(primary.url);
  shunt = await startShunt({ pods: 2, databaseUrl: primary.url, env: { DATABASE_READ_URL: replica.url } });
  owner = await shunt.signUp();
});
afterAll(async () => {
  await shunt?.stop();
  await replica?.stop();
  await primary?.stop();
});

// A failed test may leave the replica paused.
afterEach(async () => {
  await replica.resume();
  await replica.resumeReplay();
});

/** Empties the cache without notifying the pods. */
async function emptyRedis(): Promise<void> {
  const redis = createRedis({ url: shunt.cacheUrl, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  await redis.flushdb();
  redis.disconnect();
}

/** Links that are on the replica but in no cache. */
async function makeColdLinks(count: number): Promise<VisitedLink[]> {
  const links = await makeLinks(owner, count);
  await emptyRedis();
  await replica.catchUp();
  await untilReplicaIsQueried();
  return links;
}

/** Waits until every pod queries the replica first, because it knows of no change that the replica may lack. */
async function untilReplicaIsQueried(): Promise<void> {
  for (const pod of shunt.pods) {
    const isQueried = async () => {
      if ((await pod.metric("shunt_replica_changed_links")) > 0) return false;
      const before = await lookUps(pod, "postgres_replica");
      await visit(randomUUID(), pod);
      return (await lookUps(pod, "postgres_replica")) > before;
    };
    await waitFor(isQueried, { what: "the pod to query the replica" });
  }
}

const lookUps = (pod: Pod, dependency: string) =>
  pod.metric("shunt_redirect_lookups_total", { dependency, what: "link" });

const failures = (pod: Pod) =>
  pod.metric("shunt_redirect_dependency_failures_total", { dependency: "postgres_replica" });

const breaker = (pod: Pod) => pod.metric("shunt_breaker_open", { dependency: "postgres_replica" });

async function visit(code: string, { url }: Pod = shunt.redirect) {
  const answer = await fetch(`${url}/${code}`, { redirect: "manual" });
  return { status: answer.status, location: answer.headers.get("location"), headers: answer.headers };
}

const redirectTo = (location: string) => ({ status: 302, location });

test("the redirect finds uncached links on the replica without querying the primary", async () => {
  const links = await makeColdLinks(5);
  const before = await lookUps(shunt.redirect, "postgres");

  for (const { short_code, original_url } of links)
    expect(await visit(short_code)).toMatchObject(redirectTo(original_url));

  expect(await lookUps(shunt.redirect, "postgres")).toBe(before);
  expect(await shunt.redirect.metric("shunt_redirect_answers_total", { source: "postgres_replica" })).toBe(5);
});

test("the redirect answers 404 for an unknown code only after querying the primary", async () => {
  await untilReplicaIsQueried();
  const before = await lookUps(shunt.redirect, "postgres");

  expect(await visit(randomUUID())).toMatchObject({ status: 404 });

  expect(await lookUps(shunt.redirect, "postgres")).toBe(before + 1);
});

test("the primary is down: uncached links redirect under load, unknown and disabled ones get 503", async () => {
  const { body: user } = await owner.call("GET", "/auth/me");
  const workspace = await shunt.db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", user.id)
    .executeTakeFirstOrThrow();
  await shunt.db.insertInto("domains").values({ host: "go.example.com", workspace_id: workspace.id }).execute();
  await owner.makeLink({ custom_alias: "summer", original_url: "https://own.example/", domain: "go.example.com" });
  const disabled = await owner.makeLink();
  await owner.call("PATCH", `/urls/${disabled.id}`, { is_active: false });
  const links = await makeColdLinks(150);

  await primary.halt();
  const visitors = new Visitors({ links, pods: shunt.pods });
  await visitors.go(600);
  const unknown = await visit(randomUUID());
  const cold = await visit(disabled.short_code);
  const onOwnDomain = await visitHost("go.example.com", "summer");
  await primary.start();

  for (const answer of [unknown, cold]) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(onOwnDomain).toBe("https://own.example/");
  expectExact(await readLedger(shunt, await visitors.stop()));
  await waitFor(async () => (await visit(disabled.short_code)).status === 404, {
    what: "the redirect to query the primary again",
  });
});

test("a link created while the replica lags works at once, even when it is not in Redis", async () => {
  await untilReplicaIsQueried();
  await replica.pauseReplay();
  const links = await makeLinks(owner, 20);

  for (const { short_code, original_url } of links.slice(0, 10))
    expect(await visit(short_code)).toMatchObject(redirectTo(original_url));
  await emptyRedis();
  for (const { short_code, original_url } of links.slice(10))
    expect(await visit(short_code)).toMatchObject(redirectTo(original_url));
});

test("the redirect serves no outdated link while the replica lags", async () => {
  const changes = {
    retargeted: ({ id }: VisitedLink) => owner.call("PATCH", `/urls/${id}`, { original_url: "https://new.example/" }),
    disabled: ({ id }: VisitedLink) => owner.call("PATCH", `/urls/${id}`, { is_active: false }),
    deleted: ({ id }: VisitedLink) => owner.call("DELETE", `/urls/${id}`),
  };
  const links = await makeColdLinks(240);
  await replica.pauseReplay();
  const kinds = Object.keys(changes) as (keyof typeof changes)[];
  const kindOf = (i: number) => kinds[i % kinds.length] as keyof typeof changes;
  for (const [i, link] of links.entries()) await changes[kindOf(i)](link);
  await emptyRedis();

  // Visits each link once, because memory answers later visits, until the pod treats the replica as lagging.
  const answers: [string, number, string | null][] = [];
  const wrong = () =>
    answers.filter(([kind, status, location]) =>
      kind === "retargeted" ? location !== "https://new.example/" : status !== 404,
    );
  const before = await failures(shunt.redirect);
  await waitFor(
    async () => {
      const i = answers.length;
      const link = links[i] as VisitedLink;
      const { status, location } = await visit(link.short_code);
      answers.push([kindOf(i), status, location]);
      return (await failures(shunt.redirect)) > before + 20 || answers.length === links.length;
    },
    { what: "the pod to treat the replica as lagging" },
  );

  expect(wrong()).toEqual([]);
  expect(await failures(shunt.redirect)).toBeGreaterThan(before);

  await primary.halt();
  for (const [i, link] of links.entries()) {
    if (i < answers.length) continue;
    const { status } = await visit(link.short_code);
    expect(status).toBe(503);
  }
  await primary.start();
  await replica.resumeReplay();
  await replica.catchUp();
  await untilReplicaIsQueried();
});

test("the replica hangs: every visit is answered, and pods query it again once it responds", async () => {
  const links = await makeColdLinks(60);
  await replica.pause();

  for (const { short_code, original_url } of links)
    expect(await visit(short_code)).toMatchObject(redirectTo(original_url));

  expect(await breaker(shunt.redirect)).toBeGreaterThan(0);
  await replica.resume();
  await untilReplicaIsQueried();
  await waitFor(async () => (await breaker(shunt.redirect)) === 0, { what: "the breaker to close" });
});

test("the replica is stopped under load: every visit is answered and counted", async () => {
  const links = await makeColdLinks(150);
  const visitors = new Visitors({ links, pods: shunt.pods });

  await replica.halt();
  await visitors.go(600);
  await replica.start();
  await untilReplicaIsQueried();

  expectExact(await readLedger(shunt, await visitors.stop()));
});

test("shunt doctor reports a replica that is current, lagging, not a replica, or unreachable", async () => {
  const examine = async (url: string) => {
    const { output } = await runOperator({ ...shunt.env, DATABASE_READ_URL: url }, "doctor", "--json");
    const { checks } = JSON.parse(output) as { checks: { name: string; status: string; detail: string }[] };
    return checks.filter(({ name }) => name.startsWith("postgres replica"));
  };

  const well = await examine(replica.url);
  await replica.pauseReplay();
  await owner.makeLink();
  const behind = await examine(replica.url);
  const itself = await examine(primary.url);
  const nowhere = await examine("postgres://shunt:hush@127.0.0.1:1/none");

  const lag = "postgres replica lag";
  expect(well).toMatchObject([{ status: "ok" }, { name: lag, status: "ok" }]);
  expect(behind).toMatchObject([{ status: "ok" }, { name: lag, status: "warning" }]);
  expect(behind[1]?.detail).toMatch(/^[\d,]+ bytes behind/);
  expect(itself).toMatchObject([{ status: "warning", detail: "replicates no other server" }]);
  expect(nowhere).toMatchObject([{ status: "error" }]);
});

function visitHost(host: string, code: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    get(`${shunt.redirect.url}/${code}`, { headers: { host } }, answer => {
      answer.resume();
      resolve(answer.headers.location);
    }).once("error", reject);
  });
}
