import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createRedis, settled } from "@shunt/cache";
import { freePort } from "@shunt/dev";
import { aClick, makeScratchDirectory, waitFor } from "@shunt/testing";
import { mayHaveOwnDisk, startTestRedis, startTestRedisCluster } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorCommand, runOperator } from "../harness/run-operator.ts";
import { shipClicks } from "../harness/ship-clicks.ts";
import { startMailbox } from "../harness/start-mailbox.ts";
import { startProxy } from "../harness/start-proxy.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

interface Check {
  name: string;
  status: string;
  detail: string;
  advice?: string;
}

let shunt: Shunt;
let env: Record<string, string>;
beforeAll(async () => {
  // On a busy machine, a process may be silent for seconds.
  shunt = await startShunt({ env: { PROCESS_SILENCE_SECONDS: "60" } });
  env = { ...shunt.env, CLICK_SPOOL_DIR: shunt.redirect.spoolDir, CLICK_SPOOL_MEGABYTES: "1" };
});
afterAll(() => shunt.stop());

async function examine(changed: Record<string, string> = {}, ...options: string[]) {
  const { code, output, errors } = await runOperator({ ...env, ...changed }, "doctor", "--json", ...options);
  expect(errors).toBe("");
  const { status, checks } = JSON.parse(output) as { status: string; checks: Check[] };
  for (const check of checks) if (check.status !== "ok") expect(check.advice).toBeTruthy();
  const fails = options.includes("--strict") ? status !== "ok" : status === "error";
  expect(code, output).toBe(fails ? 1 : 0);
  const named = (name: string) => checks.filter(check => check.name === name);
  return { code, status, checks, named, output };
}

/** Changes a setting of a Redis while `work` runs. */
async function withSetting<T>(url: string, name: string, value: string, work: () => Promise<T>): Promise<T> {
  const redis = createRedis({ url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  const [, before = ""] = (await redis.config("GET", name)) as string[];
  await redis.config("SET", name, value);
  try {
    return await work();
  } finally {
    await redis.config("SET", name, before);
    redis.disconnect();
  }
}

test("shunt doctor lists every check and exits with 0 without errors", async () => {
  const { code, status, checks } = await examine();

  expect(checks.filter(check => check.status === "error")).toEqual([]);
  expect(status).not.toBe("error");
  expect(code).toBe(0);
  expect(checks.map(({ name }) => name)).toEqual([
    "configuration",
    "postgres",
    "postgres clock",
    "postgres connections",
    "postgres pg_trgm",
    "schema",
    "secret key",
    "cache outbox",
    "dead clicks",
    "redis cache",
    "redis cache memory",
    "redis cache eviction",
    "redirect processes",
    "management processes",
    "worker processes",
    "process clocks",
    "spooled clicks",
    "redis queue",
    "redis queue memory",
    "redis queue eviction",
    "redis queue persistence",
    "click queue",
    "dead batches",
    "click spool",
    "short links",
    "api",
    "mail",
  ]);
});

test("shunt doctor prints a table with advice below each problem", async () => {
  const { code, output } = await runOperator({ ...env, APP_URL: `http://127.0.0.1:${await freePort()}` }, "doctor");

  expect(code).toBe(1);
  expect(output).toMatch(/^ok {5}postgres +answers, version \d+/m);
  expect(output).toMatch(
    /^error {2}api +http:\/\/127\.0\.0\.1:\d+\/.*ECONNREFUSED.*\n {9}→ check that a management service/m,
  );
  expect(output).toMatch(/\d+ ok, \d+ warnings?, 1 error\n$/);
});

test("shunt doctor names every invalid variable and its services, without its value", async () => {
  const { code, named, output } = await examine({
    SECRET_KEY: "hush-too-short",
    REDIRECT_PORT: "hush",
    REDIS_QUEUE_URL: "http://hush",
    ADMIN_EMAIL: "hush@example.com",
  });

  expect(code).toBe(1);
  const details = named("configuration").map(({ detail }) => detail);
  expect(details).toHaveLength(3);
  expect(details[0]).toMatch(/^REDIS_QUEUE_URL: .+ \(redirect, management, worker\)$/);
  expect(details[1]).toMatch(/^REDIRECT_PORT: .+ \(redirect\)$/);
  expect(details[2]).toMatch(/^SECRET_KEY: .+ \(management, worker\)$/);
  expect(output).not.toContain("hush");
});

test("shunt doctor --service checks only the configuration of that service", async () => {
  const { code, named } = await examine({ CLICK_SPOOL_DIR: "" });
  expect([code, named("configuration")[0]?.detail]).toEqual([1, "CLICK_SPOOL_DIR: is not set (redirect)"]);

  const chosen = await runOperator({ ...env, CLICK_SPOOL_DIR: "" }, "doctor", "--service", "worker");

  expect(chosen.output).toMatch(/^ok +configuration +complete for worker$/m);
  expect(chosen.output).not.toContain("click spool");
});

test("shunt doctor reports unreachable servers as errors without their passwords", async () => {
  const { code, checks, named, output } = await examine({
    DATABASE_URL: "postgres://shunt:hush@127.0.0.1:1/none",
    REDIS_CACHE_URL: "redis://:hush@127.0.0.1:1",
    REDIS_QUEUE_URL: "redis://:hush@127.0.0.1:1",
    BASE_URL: "http://127.0.0.1:1",
    SMTP_URL: "smtp://shunt:hush@127.0.0.1:1",
    APP_URL: "http://127.0.0.1:1",
  });

  expect(code).toBe(1);
  for (const name of ["postgres", "redis cache", "redis queue", "short links", "mail"])
    expect(named(name)).toMatchObject([{ status: "error" }]);
  expect(output).not.toContain("hush");
  expect(checks[0]).toMatchObject({
    name: "shunt",
    status: "error",
    detail: expect.stringContaining("does not run here"),
  });
});

test("shunt doctor says that Shunt does not run here where no store is configured", async () => {
  const { code, output, errors } = await runOperator({}, "doctor", "--json");

  expect({ code, errors }).toEqual({ code: 1, errors: "" });
  expect(JSON.parse(output)).toMatchObject({
    status: "error",
    checks: [{ name: "shunt", detail: "Shunt does not run here: no variable names its stores" }],
  });
});

test("shunt doctor tries SECRET_KEY on what is encrypted in the database", async () => {
  const owner = await shunt.signUp();
  expect((await owner.call("POST", "/auth/totp", { password: "correct horse battery" })).status).toBe(200);

  const right = await examine();
  const rotated = await examine({ SECRET_KEY: `${"ab".repeat(32)},${env.SECRET_KEY}` });
  const wrong = await examine({ SECRET_KEY: "ab".repeat(32) });

  expect(right.named("secret key")).toMatchObject([{ status: "ok", detail: "opens 1 encrypted secret" }]);
  expect(rotated.named("secret key")).toMatchObject([{ status: "ok" }]);
  expect(wrong.named("secret key")).toMatchObject([
    { status: "error", detail: "does not open 0 webhook secrets, 1 two-factor secret and 0 link locks" },
  ]);
  expect(wrong.code).toBe(1);
});

test("shunt doctor warns when a proxy in front is not trusted", async () => {
  const proxies = await Promise.all([String(env.BASE_URL), String(env.APP_URL)].map(startProxy));
  const [base, app] = proxies.map(({ url }) => url);

  const { named } = await examine({ BASE_URL: String(base), APP_URL: String(app) });
  await Promise.all(proxies.map(({ stop }) => stop()));

  expect(named("short links")).toMatchObject([{ status: "ok" }]);
  const details = named("trusted proxies").map(({ status, detail }) => `${status}: ${detail}`);
  expect(details).toEqual([
    expect.stringMatching(/^warning: the redirect service ignores the X-Forwarded-For/),
    expect.stringMatching(/^warning: the management service ignores the X-Forwarded-For/),
  ]);
});

test("shunt doctor in a container warns that it cannot check addresses of localhost", async () => {
  const port = await freePort();
  const closed = { BASE_URL: `http://localhost:${port}`, APP_URL: `http://127.0.0.1:${port}` };

  const { code, named } = await examine({ ...closed, SHUNT_SERVICE: "operator" });

  expect(code).toBe(0);
  for (const name of ["short links", "api"]) {
    expect(named(name)).toMatchObject([{ status: "warning", detail: expect.stringContaining("from this container") }]);
  }
});

test("shunt doctor --strict exits with 1 on a warning", async () => {
  const tight = { CLICK_SPOOL_MEGABYTES: "1000000000" };

  const usual = await examine(tight);
  const strict = await examine(tight, "--strict");

  expect([usual.status, usual.code]).toEqual(["warning", 0]);
  expect([strict.status, strict.code]).toEqual(["warning", 1]);
});

test("shunt doctor reports a hung Redis as an error", async () => {
  const hung = await startTestRedis();
  hung.pause();

  const { named } = await examine({ REDIS_CACHE_URL: hung.url }).finally(hung.stop);

  expect(named("redis cache")).toMatchObject([{ status: "error" }]);
});

test("shunt doctor reports a queue that may evict or lose jobs, and a cache that rejects writes when full", async () => {
  const queueUrl = String(env.REDIS_QUEUE_URL);

  const evicting = await withSetting(queueUrl, "maxmemory-policy", "allkeys-lru", () => examine());
  const forgetting = await withSetting(queueUrl, "appendonly", "no", () => examine());
  const cache = await startTestRedis();
  const full = await withSetting(cache.url, "maxmemory", "100mb", () => examine({ REDIS_CACHE_URL: cache.url }));
  const tight = await withSetting(queueUrl, "maxmemory", "1mb", () => examine());
  await cache.stop();

  expect(evicting.named("redis queue eviction")).toMatchObject([{ status: "error", detail: "allkeys-lru" }]);
  expect(forgetting.named("redis queue persistence")).toMatchObject([{ status: "warning" }]);
  expect(full.named("redis cache eviction")).toMatchObject([{ status: "warning" }]);
  expect(tight.named("redis queue memory")).toMatchObject([{ status: "error" }]);
});

test("shunt doctor checks every master of a cluster", async () => {
  const cluster = await startTestRedisCluster();
  const onCluster = { REDIS_QUEUE_URL: cluster.url, REDIS_CACHE_URL: cluster.url };

  const well = await examine(onCluster);
  const found: [port: number, finding: Check | undefined][] = [];
  for (const tag of ["{shunt:clicks}", "{shunt:clicks:1}", "{shunt:clicks:2}"]) {
    const master = await cluster.findMaster(tag);
    await master.send("CONFIG SET maxmemory-policy allkeys-lru");
    found.push([master.port, (await examine(onCluster)).named("redis queue eviction")[0]]);
    await master.send("CONFIG SET maxmemory-policy noeviction");
  }
  await cluster.stop();

  expect(well.named("redis queue eviction")).toMatchObject([{ status: "ok" }]);
  expect(well.named("click queue")).toMatchObject([{ status: "ok" }]);
  expect(new Set(found.map(([port]) => port)).size).toBe(3);
  for (const [port, finding] of found) {
    expect(finding?.status).toBe("error");
    expect(finding?.detail).toContain(`allkeys-lru, at 127.0.0.1:${port}`);
  }
});

test("shunt doctor reports a Postgres that accepts no writes as an error", async () => {
  const readOnly = `${env.DATABASE_URL}?options=${encodeURIComponent("-c default_transaction_read_only=on")}`;

  const { code, named } = await examine({ DATABASE_URL: readOnly });

  expect(code).toBe(1);
  expect(named("postgres")).toMatchObject([
    { status: "error", detail: "accepts no writes: default_transaction_read_only is on" },
  ]);
});

test("shunt doctor reports an outdated or missing schema as an error, and a newer one as a warning", async () => {
  const { rows } = await sql<{ name: string }>`
    delete from schema_migrations where name = (select max(name) from schema_migrations) returning name`.execute(
    shunt.db,
  );
  const name = rows[0]?.name ?? "";
  const behind = await examine();
  await sql`insert into schema_migrations (name) values (${name}), ('9999-tomorrow')`.execute(shunt.db);
  const ahead = await examine();
  await sql`delete from schema_migrations where name = '9999-tomorrow'`.execute(shunt.db);
  await sql`create database ${sql.id(`${new URL(String(env.DATABASE_URL)).pathname.slice(1)}_bare`)}`.execute(shunt.db);
  const bare = await examine({ DATABASE_URL: `${env.DATABASE_URL}_bare` });

  expect(behind.named("schema")).toMatchObject([
    { status: "error", detail: `migrations pending: ${name}`, advice: "run shunt migrate" },
  ]);
  expect(behind.code).toBe(1);
  expect(ahead.named("schema")).toMatchObject([{ status: "warning" }]);
  expect(bare.named("schema")).toMatchObject([{ status: "error" }]);
  expect(bare.named("postgres pg_trgm")).toMatchObject([{ status: "warning" }]);
  expect(await runOperator({ ...env, DATABASE_URL: `${env.DATABASE_URL}_bare` }, "migrate")).toMatchObject({ code: 0 });
  expect((await examine({ DATABASE_URL: `${env.DATABASE_URL}_bare` })).named("schema")).toMatchObject([
    { status: "ok" },
  ]);
});

test("shunt doctor reports a missing worker and a queue that waits as errors, an old cache outbox and dead clicks as warnings", async () => {
  const link = await (await shunt.signUp()).makeLink();
  await shunt.worker.end("SIGTERM");
  const [name = ""] = await shipClicks(shunt, [aClick({ linkId: link.id })]);
  const redis = createRedis({
    url: String(env.REDIS_QUEUE_URL),
    name: "test",
    commandTimeoutMs: 5_000,
    onError: () => {},
  });
  await settled(redis);
  await redis.hset(`{shunt:clicks}:clicks:${name}`, "timestamp", Date.now() - 120_000);
  redis.disconnect();
  await sql`insert into cache_outbox (domain_id, code, version, created_at)
    values (1, 'left', 1, now() - interval '1 minute')`.execute(shunt.db);
  await sql`insert into dead_clicks (id, batch, reason, click)
    values (gen_random_uuid(), 'batch', 'reason', '{}')`.execute(shunt.db);

  const { code, named } = await examine();

  expect(code).toBe(1);
  expect(named("worker processes")).toMatchObject([{ status: "error", detail: "none is running" }]);
  expect(named("redirect processes")).toMatchObject([{ status: "ok", detail: "1 running, all ready" }]);
  expect(named("click queue")).toMatchObject([{ status: "error" }]);
  const [, age] =
    /^1 waiting, 0 active, 0 delayed until a retry; the oldest is (\d+) s old$/.exec(
      named("click queue")[0]?.detail ?? "",
    ) ?? [];
  expect(Number(age)).toBeGreaterThanOrEqual(120);
  expect(named("cache outbox")).toMatchObject([{ status: "warning" }]);
  expect(named("dead clicks")).toMatchObject([{ status: "warning", detail: "1 set aside" }]);
  await sql`delete from dead_clicks`.execute(shunt.db);
  await shunt.worker.start();
  const isDone = async () => (await shunt.worker.metric("shunt_click_queue_batches")) === 0;
  await waitFor(isDone, { what: "the queue to be empty" });
});

test("shunt doctor accepts a spool directory that does not exist yet, and reports an impossible or full one", async () => {
  const scratch = await mkdtemp(join(tmpdir(), "shunt-e2e-"));
  await writeFile(join(scratch, "file"), "");

  const blocked = await examine({ CLICK_SPOOL_DIR: join(scratch, "file", "spool") });
  const unmade = await examine({ CLICK_SPOOL_DIR: join(scratch, "not", "yet") });
  const tight = await examine({ CLICK_SPOOL_DIR: scratch, CLICK_SPOOL_MEGABYTES: "1000000000" });
  await rm(scratch, { recursive: true });

  expect(blocked.named("click spool")).toMatchObject([{ status: "error" }]);
  expect(unmade.named("click spool")).toMatchObject([{ status: "ok" }]);
  expect(tight.named("click spool")).toMatchObject([{ status: "warning" }]);
});

test.skipIf(!(await mayHaveOwnDisk()))("shunt doctor reports a full disk of the spool as an error", async () => {
  const scratch = await makeScratchDirectory();
  const disk = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"];
  const mount = 'mount -t tmpfs -o size=512k tmpfs "$0" && exec "$@"';
  const command = [...disk, mount, scratch.path, ...(await operatorCommand()), "doctor", "--json"];
  const child = spawn(command[0] as string, command.slice(1), { env: { ...env, CLICK_SPOOL_DIR: scratch.path } });

  const { checks } = JSON.parse(await text(child.stdout)) as { checks: Check[] };
  await scratch.remove();

  expect(checks.find(({ name }) => name === "click spool")).toMatchObject({
    status: "error",
    detail: `the disk of ${scratch.path} is full`,
  });
});

test("shunt doctor warns when BASE_URL leads to another server", async () => {
  const { named } = await examine({ BASE_URL: `http://127.0.0.1:${env.MANAGEMENT_OPS_PORT}` });

  expect(named("short links")).toMatchObject([{ status: "warning" }]);
});

test("shunt doctor accepts a mail server that answers, without sending a mail", async () => {
  const mailbox = await startMailbox();

  const { named } = await examine({ SMTP_URL: mailbox.smtpUrl }).finally(mailbox.stop);

  expect(named("mail")).toMatchObject([{ status: "ok" }]);
  expect(mailbox.mails).toEqual([]);
});

test("shunt doctor reports an unreachable API as an error", async () => {
  await shunt.management.end("SIGTERM");

  const { named } = await examine();
  await shunt.management.start();

  expect(named("api")).toMatchObject([{ status: "error" }]);
});
