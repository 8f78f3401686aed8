import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type OpsOverview, opsSentences, type ServiceInstance } from "@shunt/contracts/admin";
import { expect, test } from "vitest";
import type { Sources } from "./cause.ts";
import { limits } from "./find-backlogs.ts";
import { findIssues } from "./find-issues.ts";

const at = "2026-11-28T12:00:00.000Z";
const runbook = "https://runbook.example/";

function aProcess(service: ServiceInstance["service"], given: Partial<ServiceInstance> = {}): ServiceInstance {
  return {
    ...{ id: service, service, version: "1.0.0", host: "one", pid: 7, started_at: at, seen_at: at },
    ...{ is_ready: true, checks: { database: "ok" }, rss_bytes: 1, event_loop_lag_ms: 1 },
    ...{ spool_bytes: null, spool_age_seconds: null, is_spool_writable: null },
    ...given,
  };
}

const redirect = aProcess("redirect", { spool_bytes: 0, spool_age_seconds: 0, is_spool_writable: true });
const management = aProcess("management");
const worker = aProcess("worker");
const healthy: Sources = {
  at,
  queue: { waiting: 0, active: 0, delayed: 0, failed: 0, oldest_age_seconds: 0, clicks: 0 },
  ingest: { lag_seconds: 0, clicks_per_minute: 0 },
  dead_letters: { batches: 0, clicks: 0 },
  webhooks: { pending: 0, oldest_due_seconds: 0, failing: 0, disabled: 0 },
  outbox: { pending: 0, oldest_age_seconds: 0 },
  totals: { links: 1, users: 1 },
  dependencies: { database: "ok", cache: "ok", queue: "ok" },
  services: { redirect: "ok", management: "ok", worker: "ok" },
  instances: [redirect, management, worker],
  lost_instances: [],
};
const queue = { waiting: 17, active: 0, delayed: 0, failed: 0, oldest_age_seconds: 400, clicks: 2_000 };
const late = {
  webhooks: { pending: 9, oldest_due_seconds: 400, failing: 0, disabled: 0 },
  outbox: { pending: 2_000, oldest_age_seconds: 400 },
};
const unready = { is_ready: false, checks: { database: "error" as const } };
const spool = { spool_bytes: 5_000, spool_age_seconds: 90 };
const away = { queue: null, instances: null, lost_instances: null };

const cases: Record<string, [Partial<OpsOverview>, string[]]> = {
  "a healthy installation": [{}, []],
  "a spool and a queue that are served": [
    {
      queue: { ...queue, oldest_age_seconds: 2 },
      instances: [{ ...redirect, ...spool, spool_age_seconds: 1 }, management, worker],
    },
    [],
  ],
  "no worker, with all that follows": [{ queue, ...late, instances: [redirect, management] }, ["worker-down"]],
  "no redirect": [{ instances: [management, worker] }, ["redirect-down"]],
  "a worker that is not ready": [
    {
      queue,
      ...late,
      instances: [redirect, management, { ...worker, is_ready: false, checks: { eviction: "error" } }],
    },
    ["worker-not-ready"],
  ],
  "one of two workers that is not ready": [
    { instances: [redirect, management, worker, { ...worker, is_ready: false, checks: { queue: "error" } }] },
    ["worker-not-ready"],
  ],
  "Postgres, with all that follows": [
    {
      ...{ queue, webhooks: null, outbox: null, totals: null, ingest: { lag_seconds: 400, clicks_per_minute: null } },
      ...{ dead_letters: { batches: 0, clicks: null }, dependencies: { database: "error", cache: "ok", queue: "ok" } },
      instances: [redirect, { ...management, ...unready }, { ...worker, ...unready }],
    },
    ["database-away"],
  ],
  "a server of both Redis databases": [
    { ...away, dependencies: { database: "ok", cache: "error", queue: "error" } },
    ["redis-away"],
  ],
  "the Redis of the cache": [
    {
      instances: null,
      lost_instances: null,
      dependencies: { database: "ok", cache: "error", queue: "ok" },
      outbox: late.outbox,
    },
    ["cache-redis-away"],
  ],
  "the Redis of the queue": [
    {
      ...{ queue: null, dependencies: { database: "ok", cache: "ok", queue: "error" } },
      instances: [{ ...redirect, ...spool }, management, { ...worker, is_ready: false, checks: { queue: "error" } }],
    },
    ["queue-redis-away"],
  ],
  "ClickHouse, with all that follows": [
    {
      queue,
      dependencies: { ...healthy.dependencies, clickhouse: "error" },
      instances: [redirect, management, { ...worker, is_ready: false, checks: { clickhouse: "error" } }],
    },
    ["clickhouse-away"],
  ],
  "a worker that does not reach ClickHouse, which management reaches": [
    {
      dependencies: { ...healthy.dependencies, clickhouse: "ok" },
      instances: [redirect, management, { ...worker, is_ready: false, checks: { clickhouse: "error" } }],
    },
    ["worker-not-ready"],
  ],
  "Postgres and Redis": [
    { ...away, dependencies: { database: "error", cache: "error", queue: "error" } },
    ["database-away", "redis-away"],
  ],
  "one of two workers that is not ready, and webhooks that are late although the other sends them": [
    {
      webhooks: late.webhooks,
      instances: [redirect, management, worker, { ...worker, is_ready: false, checks: { queue: "error" } }],
    },
    ["worker-not-ready", "webhooks-late"],
  ],
  "a warning that is found before a critical cause": [
    { queue, lost_instances: [{ ...redirect, ...spool, host: "two" }] },
    ["ingest-stalled", "spool-left"],
  ],
  "workers that do not keep up": [{ queue, ingest: { lag_seconds: 400, clicks_per_minute: 90 } }, ["ingest-late"]],
  "workers that count nothing": [{ queue }, ["ingest-stalled"]],
  "a queue that refuses clicks": [{ instances: [{ ...redirect, ...spool }, management, worker] }, ["spool-old"]],
  "a disk that refuses clicks": [
    { instances: [{ ...redirect, is_spool_writable: false }, management, worker] },
    ["spool-refused"],
  ],
  "a disk that refuses clicks, while the Redis of the queue is away": [
    {
      ...{ queue: null, dependencies: { database: "ok", cache: "ok", queue: "error" } },
      instances: [{ ...redirect, is_spool_writable: false }, management, worker],
    },
    ["queue-redis-away", "spool-refused"],
  ],
  "a machine lost with clicks on its disk": [
    { lost_instances: [{ ...redirect, ...spool, host: "two" }] },
    ["spool-left"],
  ],
  "a lost process that others replace": [{ lost_instances: [{ ...worker, host: "two" }] }, []],
  "late webhooks": [{ webhooks: late.webhooks }, ["webhooks-late"]],
  "late cache updates": [{ outbox: late.outbox }, ["outbox-late"]],
  "a webhook that fails": [
    { webhooks: { pending: 61, oldest_due_seconds: 0, failing: 1, disabled: 0 } },
    ["webhooks-fail"],
  ],
  "dead batches": [{ dead_letters: { batches: 1, clicks: 0 } }, ["dead-letters"]],
  "dead batches and clicks": [{ dead_letters: { batches: 2, clicks: 1 } }, ["dead-letters"]],
  "a lost worker": [
    { instances: [redirect, management], lost_instances: [aProcess("worker", { seen_at: at })] },
    ["worker-down"],
  ],
  "no management": [{ instances: [redirect, worker] }, ["management-down"]],
  "Postgres while the queue does not respond either": [
    { queue: null, dependencies: { database: "error", cache: "ok", queue: "ok" } },
    ["database-away"],
  ],
  "dead clicks, after a critical cause": [
    { dead_letters: { batches: 0, clicks: 2 }, instances: [redirect, management] },
    ["worker-down", "dead-letters"],
  ],
};

test.each(Object.entries(cases))("findIssues returns one item per cause for %s", (_what, [given, ids]) => {
  expect(findIssues({ ...healthy, ...given }, runbook).map(({ id }) => id)).toEqual(ids);
});

test("a missing worker is described with its effect on clicks, when it was last seen, and what to do", () => {
  const lost_instances = ["11:58:00", "11:59:16", "11:57:00"].map(time =>
    aProcess("worker", { seen_at: `2026-11-28T${time}.000Z` }),
  );

  const [issue] = findIssues({ ...healthy, queue, instances: [redirect, management], lost_instances }, runbook);

  expect(issue).toMatchObject({
    severity: "critical",
    title: "No worker is running.",
    effect: "2,000 clicks wait; none is lost. Webhooks and upkeep wait, too.",
    remedy:
      "Start a worker. If it ended by itself, its log says why. The last one, process 7 on one, reported 44 s ago.",
    runbook_url: "https://runbook.example/#shuntnonerunning",
  });
});

test("ClickHouse that is down is described with its effect on clicks and numbers", () => {
  const dependencies = { ...healthy.dependencies, clickhouse: "error" as const };

  const [issue] = findIssues({ ...healthy, queue, dependencies }, runbook);

  expect(issue).toMatchObject({
    severity: "critical",
    title: "ClickHouse does not respond.",
    effect: "2,000 clicks wait; none is lost. Links redirect. Questions about clicks are answered with 503.",
    runbook_url: "https://runbook.example/#shuntclickhouseaway",
  });
});

test("every sentence belongs to an issue", () => {
  const issues = Object.values(cases).flatMap(([given]) => findIssues({ ...healthy, ...given }, runbook));
  const said = issues.flatMap(({ sentences }) => Object.values(sentences ?? {}).flat());

  expect([...new Set(said.map(({ code }) => code))].sort()).toEqual(Object.keys(opsSentences).sort());
});

test.each<[string, string]>([
  ["dead batches", "shuntdeadletters"],
  ["dead clicks, after a critical cause", "shuntdeadclicks"],
  ["the Redis of the cache", "shuntbreakeropen"],
  ["the Redis of the queue", "shuntspoolold"],
  ["a server of both Redis databases", "shuntspoolold"],
  ["ClickHouse, with all that follows", "shuntclickhouseaway"],
])("the last issue for %s links to the section %s of the runbook", (name, section) => {
  const [given] = cases[name] as [Partial<OpsOverview>, string[]];

  expect(findIssues({ ...healthy, ...given }, runbook).at(-1)?.runbook_url).toBe(`${runbook}#${section}`);
});

const repository = resolve(import.meta.dirname, "../../../../..");
const rules = new Map(
  readFileSync(resolve(repository, "infra/prometheus/rules.yml"), "utf8")
    .split(/^ *- alert: /m)
    .map(rule => [/^\w+/.exec(rule)?.[0] ?? "", rule]),
);
const severities = { page: "critical", ticket: "warning" };

test("each issue has the severity of its alert and a section of the runbook", () => {
  const sections = new Set(readFileSync(resolve(repository, "docs/runbook.md"), "utf8").match(/(?<=^## )\w+/gm));
  const alerts = new Map([...rules].map(([name, rule]) => [`${runbook}#${name.toLowerCase()}`, { name, rule }]));

  for (const [given] of Object.values(cases)) {
    for (const { id, severity, runbook_url } of findIssues({ ...healthy, ...given }, runbook)) {
      const { name = "", rule = "" } = alerts.get(runbook_url) ?? {};
      expect(sections, id).toContain(name);
      const named = /severity: (\w+)/.exec(rule)?.[1] as keyof typeof severities;
      expect([id, severity]).toEqual([id, severities[named]]);
    }
  }
});

test.each(Object.entries(limits))("the limit of %s is that of the alert, %d", (name, limit) => {
  expect(/> (\d+)$/m.exec(rules.get(name) ?? "")?.[1]).toBe(String(limit));
});
