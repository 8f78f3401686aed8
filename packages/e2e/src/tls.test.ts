import { createRedis } from "@shunt/cache";
import { createDb } from "@shunt/db";
import { createClickProducer } from "@shunt/queue";
import { makeCertificates, makeScratchDirectory, type TestCertificates, waitFor } from "@shunt/testing";
import { hasRedisTls, startTestPostgres, startTestRedisWithTls, type TestRedisWithTls } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

const hasTls = await hasRedisTls();
const kinds = ["single", "sentinel", "cluster"] as const;

let redis: TestRedisWithTls;
beforeAll(async () => {
  if (hasTls) redis = await startTestRedisWithTls();
});
afterAll(() => redis?.stop());

/** @param ca file of the authority that the services trust in addition to the public ones */
async function startOver({ ca, ...stores }: { redisUrl?: string; databaseUrl?: string; ca: string }): Promise<Shunt> {
  const shunt = await startShunt({ ...stores, env: { NODE_EXTRA_CA_CERTS: ca } });
  onTestFinished(() => shunt.stop());
  return shunt;
}

/** Exercises the cache, its change messages and the queue. */
async function expectToWork(shunt: Shunt): Promise<void> {
  const owner = await shunt.signUp();
  const { id, short_code } = await owner.makeLink({ original_url: "https://example.com/before" });
  let clicks = 0;
  const click = async () => {
    clicks += 1;
    return (await shunt.click(short_code)).headers.get("location");
  };
  expect(await click()).toBe("https://example.com/before");
  expect(await shunt.redirect.metric("shunt_redirect_answers_total", { source: "redis" })).toBe(1);
  await owner.call("PATCH", `/urls/${id}`, { original_url: "https://example.com/after" });
  await waitFor(async () => (await click()) === "https://example.com/after", { what: "the change to be seen" });
  await waitFor(async () => (await owner.countClicks(short_code)) === clicks, { what: "the clicks to be counted" });
}

test.skipIf(!hasTls).each(kinds)(
  "the services cache links and count clicks over TLS with a private authority: %s",
  async kind => {
    const shunt = await startOver({ redisUrl: redis.urls[kind], ca: redis.certificates.ca });

    await expectToWork(shunt);
  },
);

test.skipIf(!hasTls).each(kinds)(
  "createRedis and createClickProducer reject a Redis of an unknown authority: %s",
  async kind => {
    const onCacheError = vi.fn();
    const onQueueError = vi.fn();
    const url = redis.urls[kind];
    const cache = createRedis({ url, name: "test", commandTimeoutMs: 1_000, onError: onCacheError });
    onTestFinished(() => cache.disconnect());
    const producer = createClickProducer(url, onQueueError);
    onTestFinished(() => producer.stop());
    const onReady = vi.fn();
    producer.ready().then(onReady, () => {});

    await waitFor(() => onCacheError.mock.calls.length > 0 && onQueueError.mock.calls.length > 0, {
      what: "both connections to fail",
    });

    await expect(cache.ping()).rejects.toThrow();
    expect(onReady).not.toHaveBeenCalled();
    if (kind === "single") expect(String(onCacheError.mock.calls[0])).toContain("certificate");
  },
);

test("the services use Postgres over TLS with sslmode=verify-full, and reject an unknown authority", async () => {
  const postgres = await startTestPostgres();
  onTestFinished(() => postgres.stop());
  const certificates = await certify(postgres.url);
  const url = new URL(postgres.url);
  url.hostname = "localhost";
  url.searchParams.set("sslmode", "verify-full");
  const shunt = await startOver({ databaseUrl: url.href, ca: certificates.ca });

  await expectToWork(shunt);

  const db = createDb({ url: postgres.url, max: 1, applicationName: "test" });
  onTestFinished(() => db.destroy());
  const { rows } = await sql<{ service: string; isSafe: boolean }>`
    select application_name as service, bool_and(ssl) as "isSafe" from pg_stat_ssl join pg_stat_activity using (pid)
    where application_name in ('shunt-redirect', 'shunt-management', 'shunt-worker') group by 1 order by 1`.execute(db);
  expect(rows).toEqual(
    ["shunt-management", "shunt-redirect", "shunt-worker"].map(service => ({ service, isSafe: true })),
  );
  // The test's own process does not trust the private authority.
  await expect(sql`select 1`.execute(shunt.db)).rejects.toThrow(/certificate/);
});

async function certify(databaseUrl: string): Promise<TestCertificates> {
  const scratch = await makeScratchDirectory();
  onTestFinished(() => scratch.remove());
  const certificates = await makeCertificates(scratch.path);
  const db = createDb({ url: databaseUrl, max: 1, applicationName: "test" });
  await sql`alter system set ssl_cert_file = ${sql.lit(certificates.cert)}`.execute(db);
  await sql`alter system set ssl_key_file = ${sql.lit(certificates.key)}`.execute(db);
  await sql`alter system set ssl = on`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  await db.destroy();
  return certificates;
}
