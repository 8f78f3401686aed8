import { randomUUID } from "node:crypto";
import type { ClickHouse } from "@shunt/clickhouse";
import type { Click } from "@shunt/contracts/clicks";
import { anonymousWorkspaceId, createDb, createPool, type Db, type Pool } from "@shunt/db";
import { parseClickBatch, toClickBatch } from "@shunt/queue";
import { createLogger } from "@shunt/runtime";
import { createTestDatabase } from "@shunt/testing/stores";
import { createClassifier } from "@shunt/visitor/classify";
import { createAgentReader } from "@shunt/visitor/user-agent";
import { createEnricher } from "../enrich/enrich-click.ts";
import { createVisitorPatterns } from "../enrich/visitor-patterns.ts";
import { createIngest, type IngestDeps, type Ingested, type Written } from "../ingest/ingest.ts";
import { createClickDictionary, type FindPartIds } from "../ingest/slim/click-dictionary.ts";
import { createVisitorHasher } from "../ingest/visitors/visitor-hash.ts";
import { createVisitorKeys } from "../ingest/visitors/visitor-keys.ts";
import { ensureClickPartitions } from "../upkeep/click-partitions.ts";
import { createEmitClickEvents } from "../webhooks/emit-click-events.ts";

export interface TestIngest {
  databaseUrl: string;
  db: Db;
  pool: Pool;
  findPartIds: FindPartIds;
  /** Ingests a batch; the name is random unless given. */
  ingest: Ingest;
  startAnother: (given?: Partial<IngestDeps>) => Ingest;
  stop(): Promise<unknown>;
}

/** Resolves with what was written of all parts. */
type Ingest = (
  clicks: readonly Click[],
  name?: string,
  onWritten?: (written: Written) => void,
) => Promise<Ingested & Written>;

/**
 * Creates a worker's ingest with its own database. Every address is in Munich.
 *
 * @param subscribers the workspaces that have webhooks for clicks
 * @param clickHouse where clicks go instead of Postgres
 */
export async function startTestIngest(
  subscribers: ReadonlySet<string> = new Set(),
  clickHouse?: ClickHouse,
): Promise<TestIngest> {
  const { url } = await createTestDatabase();
  const options = { url, max: 8, applicationName: "test" };
  const [db, pool] = [createDb(options), createPool(options)];
  await ensureClickPartitions(db, Date.now(), createLogger("test", "silent"));
  const start = (given: Partial<IngestDeps> = {}): Ingest => {
    const classify = createClassifier();
    const ingest = createIngest({
      db,
      pool,
      clickHouse,
      frozenMs: 10_000,
      classify,
      enrich: createEnricher({
        placeOf: () => ({ country: "DE", region: "Bavaria", city: "Munich" }),
        readAgent: createAgentReader(),
        classify,
      }),
      patterns: createVisitorPatterns(),
      visitorKeyOf: createVisitorKeys(Date.now),
      hashVisitors: createVisitorHasher(),
      findPartIds: createClickDictionary(db, Date.now),
      countWide: () => {},
      emitClickEvents: createEmitClickEvents(() => subscribers),
      now: Date.now,
      ...given,
    });
    return async (clicks, name = randomUUID(), onWritten = () => {}) => {
      const parts: Written[] = [];
      const ingested = await ingest(name, parseClickBatch(toClickBatch(clicks)), part => {
        parts.push(part);
        onWritten(part);
      });
      const dead = parts.reduce((sum, part) => sum + part.dead, 0);
      return { ...ingested, dead, clicks: parts.flatMap(part => part.clicks) };
    };
  };
  return {
    databaseUrl: url,
    db,
    pool,
    findPartIds: createClickDictionary(db, Date.now),
    ingest: start(),
    startAnother: start,
    stop: () => Promise.all([db.destroy(), pool.end()]),
  };
}

/** Inserts a link without an owner. Returns its id. */
export async function insertTestLink(db: Db): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto("links")
    .values({
      id,
      workspace_id: anonymousWorkspaceId,
      target_url: "https://example.com/",
      is_active: true,
      is_public: true,
      redirect_status: 302,
    })
    .execute();
  return id;
}
