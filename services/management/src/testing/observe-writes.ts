import { createLinkCache, createRedis, settled } from "@shunt/cache";
import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import type { TestApi } from "./start-test-api.ts";

export interface Observed {
  /** Codes cached under a new version. */
  cached: number;
  /** Codes that no longer lead anywhere. */
  freed: number;
  domains: number;
  events: string[];
  audit: string[];
}

export interface Observer {
  reset(): Promise<void>;
  /** @throws Error if a version is not new, or the cache differs from the outbox */
  read(): Promise<Observed>;
  stop(): Promise<void>;
}

/** Observes outbox, cache, webhook events and audit log. */
export async function observeWrites(api: TestApi): Promise<Observer> {
  const db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  const redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  const cache = createLinkCache(redis);
  await copyOutboxRows(db);
  let newestVersion = 0;

  async function assertCached(row: OutboxRow): Promise<void> {
    const cached = (await cache.findMany([row]))[0]?.version;
    // A freed code may be in use again, by another or the same link, under a newer version.
    const isRight = isFreed(row) ? (cached ?? Infinity) > row.version : cached === row.version;
    if (!isRight) throw new Error(`${row.code} is cached as ${cached}, and has version ${row.version}`);
    if (row.version <= newestVersion) throw new Error(`${row.code} has no new version`);
  }

  return {
    async reset() {
      await waitForEmptyOutbox(db);
      await sql`truncate kept_rows, webhook_events, audit_log cascade`.execute(db);
      const { rows } = await sql<{ version: number }>`select last_value as version from link_version_seq`.execute(db);
      newestVersion = rows[0]?.version ?? 0;
    },
    async read() {
      await waitForEmptyOutbox(db);
      const rows = await findOutboxRows(db);
      const codes = rows.filter(({ host }) => host === null);
      for (const row of codes) await assertCached(row);
      const events = await db.selectFrom("webhook_events").select("type").execute();
      const audit = await db.selectFrom("audit_log").select("action").execute();
      return {
        cached: codes.filter(row => !isFreed(row)).length,
        freed: codes.filter(isFreed).length,
        domains: rows.filter(({ host, version }) => host !== null && version > newestVersion).length,
        events: events.map(({ type }) => type),
        audit: audit.map(({ action }) => action),
      };
    },
    async stop() {
      redis.disconnect();
      await db.destroy();
    },
  };
}

interface OutboxRow {
  domainId: number;
  code: string;
  version: number;
  host: string | null;
  /** Version of the link that has the code now. */
  linkVersion: number | null;
}

function isFreed({ version, linkVersion }: OutboxRow): boolean {
  return version !== linkVersion;
}

/** Copies the rows of the outbox, because they are deleted within moments. */
async function copyOutboxRows(db: Db): Promise<void> {
  await sql`create table kept_rows (domain_id int, code text, version bigint, host text)`.execute(db);
  await sql`
    create function keep_row() returns trigger language plpgsql as $$
    begin insert into kept_rows values (new.domain_id, new.code, new.version, new.host); return new; end $$`.execute(
    db,
  );
  await sql`create trigger keep_row after insert on cache_outbox for each row execute function keep_row()`.execute(db);
}

async function findOutboxRows(db: Db): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select kept_rows.domain_id as "domainId", kept_rows.code, kept_rows.version, host, links.version as "linkVersion"
    from kept_rows left join link_codes on link_codes.domain_id = kept_rows.domain_id and link_codes.code = kept_rows.code
    left join links on links.id = link_id`.execute(db);
  return rows;
}

async function waitForEmptyOutbox(db: Db): Promise<void> {
  const isEmpty = async () => (await db.selectFrom("cache_outbox").select("id").execute()).length === 0;
  await waitFor(isEmpty, { what: "the outbox to be empty" });
}
