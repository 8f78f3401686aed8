import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
const urls = "/api/v1/urls";
const webhooks = "/api/v1/webhooks";
const ownDomain = "races.example.com";
let api: TestApi;
let db: Db;
let boss: string;
let owner: string;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 3, applicationName: "test" });
  boss = await waitFor(async () => (await api.call("POST", "/api/v1/auth/login", { body: admin })).body.access_token, {
    what: "the administrator to exist",
  });
  owner = (await api.signUp()).token;
  await api.addDomain(owner, ownDomain);
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const request = (method: string, path: string, body: unknown, headers?: Record<string, string>) =>
  api.call(method, path, { token: owner, body, ...(headers && { headers }) });
const codeName = () => `c-${crypto.randomUUID().slice(0, 12)}`;
const aLink = async () => String((await request("POST", urls, { original_url: "https://example.com/" })).body.id);
const aWebhook = async () =>
  String((await request("POST", webhooks, { url: "https://example.com/", events: ["link.created"] })).body.id);

interface Write {
  /** Locks what the write waits for after it has checked the destination. */
  until: RawBuilder<unknown>;
  /** Prepares the write and returns a function that starts it. */
  prepare: (target: string) => Promise<() => Promise<Answer>>;
}

const outbox = sql`lock table cache_outbox in exclusive mode`;
const webhookTable = sql`lock table webhooks in exclusive mode`;
const makesLink = (make: (target: string) => Promise<Answer>): Write => ({
  until: outbox,
  prepare: async target => () => make(target),
});
const setsDomainUrl = (path: string, field: string, token: () => string): Write => ({
  until: outbox,
  prepare: async target => () => api.call("PATCH", path, { token: token(), body: { [field]: target } }),
});
const toRules = (url: string) => [{ conditions: [{ fact: "country", operator: "exists" }], url }];
const changesLink = (field: string, toValue: (target: string) => unknown = target => target): Write => ({
  until: outbox,
  prepare: async target => {
    const id = await aLink();
    return () => request("PATCH", `${urls}/${id}`, { [field]: toValue(target) });
  },
});

const writes: Record<string, Write> = {
  "a link": makesLink(original_url => request("POST", urls, { original_url })),
  "a fallback": makesLink(fallback_url =>
    request("POST", urls, { original_url: "https://example.com/", fallback_url }),
  ),
  "a link with tags": makesLink(original_url => request("POST", urls, { original_url, tags: ["a"] })),
  "an anonymous link": makesLink(original_url => api.call("POST", urls, { body: { original_url } })),
  "links in bulk": makesLink(url =>
    request("POST", `${urls}/bulk`, [{ original_url: url }, { original_url: `${url}x` }]),
  ),
  "an import": makesLink(url =>
    request("POST", `${urls}/import`, `original_url\n${url}\n`, { "content-type": "text/csv" }),
  ),
  "an upsert": makesLink(original_url => request("PUT", `${urls}/by-external-id/${codeName()}`, { original_url })),
  "a change of a link": changesLink("original_url"),
  "a rule": makesLink(url => request("POST", urls, { original_url: "https://example.com/", rules: toRules(url) })),
  "a change of a fallback": changesLink("fallback_url"),
  "a change of rules": changesLink("rules", toRules),
  "changes in bulk": {
    until: outbox,
    prepare: async original_url => {
      const id = await aLink();
      return () => request("PATCH", `${urls}/bulk`, [{ id, original_url }]);
    },
  },
  "a link that an administrator unblocks": {
    until: outbox,
    prepare: async original_url => {
      const path = `/api/v1/admin/urls/${(await request("POST", urls, { original_url })).body.id}`;
      await api.call("PATCH", path, { token: boss, body: { is_blocked: true } });
      return () => api.call("PATCH", path, { token: boss, body: { is_blocked: false } });
    },
  },
  "a webhook": {
    until: webhookTable,
    prepare: async url => () => request("POST", webhooks, { url, events: ["link.created"] }),
  },
  "a change of a webhook": {
    until: webhookTable,
    prepare: async url => {
      const id = await aWebhook();
      return () => request("PATCH", `${webhooks}/${id}`, { url });
    },
  },
  ...Object.fromEntries(
    ["root_url", "not_found_url", "expired_url"].map(field => [
      `the ${field} of a domain`,
      setsDomainUrl(`/api/v1/domains/${ownDomain}`, field, () => owner),
    ]),
  ),
};

async function findLeadingTo(host: string): Promise<unknown[]> {
  const is = (column: string) => sql`coalesce(${sql.ref(column)}, '') like ${`%${host}%`}`;
  const { rows } = await sql`
    select 'link' as what from links where blocked_at is null
      and (${is("target_url")} or ${is("fallback_url")} or rules::text like ${`%${host}%`})
    union all select 'webhook' from webhooks where is_active and ${is("url")}
    union all select 'domain' from domains where ${is("root_url")} or ${is("not_found_url")} or ${is("expired_url")}`.execute(
    db,
  );
  return rows;
}

/** Number of statements that wait for a lock, without background work. */
async function countWaiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query not ilike '%delete from cache_outbox%'`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Blocks a host while a write waits for a lock of the test, then releases the lock. */
async function blockMeanwhile(host: string, hold: RawBuilder<unknown>, enter: () => Promise<Answer>): Promise<Answer> {
  const transaction = await db.startTransaction().execute();
  let entering: Promise<Answer>;
  let blocking: Promise<Answer>;
  try {
    await hold.execute(transaction);
    entering = enter();
    await waitFor(async () => (await countWaiting()) > 0, { what: "the write to wait" });
    blocking = api.call("POST", "/api/v1/admin/blocked-hosts", { token: boss, body: { host } });
    let isDone = false;
    void blocking.finally(() => {
      isDone = true;
    });
    await waitFor(async () => isDone || (await countWaiting()) > 1, {
      what: "blocking to finish or to wait as well",
    });
  } finally {
    await transaction.rollback().execute();
  }
  expect((await blocking).status).toBe(200);
  return entering;
}

test.each(Object.keys(writes))("nothing leads to a host that is blocked at the same time: %s", async name => {
  const host = `${codeName()}.example`;
  const { until, prepare } = writes[name] as Write;

  const answer = await blockMeanwhile(host, until, await prepare(`https://www.${host}/x`));

  expect(answer.status).toBeLessThan(500);
  expect(await findLeadingTo(host)).toEqual([]);
});

test("blocking a host waits for links that are being written, and blocks them", async () => {
  const host = `${codeName()}.example`;
  const [code, other] = [codeName(), await aLink()];
  const hold = sql`insert into link_codes (domain_id, code, link_id, is_primary, is_custom) values (1, ${code}, ${other}, false, true)`;

  const made = await blockMeanwhile(host, hold, () =>
    request("POST", urls, { original_url: `https://${host}/`, custom_alias: code }),
  );

  expect(made.status).toBe(201);
  expect((await api.call("GET", `${urls}/${made.body.id}`, { token: owner })).body.is_blocked).toBe(true);
});

test("POST /urls/bulk refuses only the rows whose host is blocked meanwhile", async () => {
  const host = `${codeName()}.example`;
  const rows = [{ original_url: `https://${host}/` }, { original_url: "https://example.com/" }];

  const { body } = await blockMeanwhile(host, outbox, () => request("POST", `${urls}/bulk`, rows));

  expect(body.results).toMatchObject([{ status: 422, problem: { code: "target-refused" } }, { status: 201 }]);
});
