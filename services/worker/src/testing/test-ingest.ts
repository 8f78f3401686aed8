import { randomUUID } from "node:crypto";
import { anonymousWorkspaceId, type Db, type Pool } from "@shunt/db";
import { createClassifier } from "../enrich/classify.ts";
import { createEnricher } from "../enrich/enrich-click.ts";
import { createAgentReader } from "../enrich/user-agent.ts";
import { createVisitorPatterns } from "../enrich/visitor-patterns.ts";
import type { IngestDeps } from "../ingest/ingest.ts";
import { createVisitorHasher } from "../ingest/visitor-hash.ts";
import { createVisitorKeys } from "../ingest/visitor-keys.ts";

/** What the worker ingests with; every address is in Munich. */
export function testIngestDeps(db: Db, pool: Pool): IngestDeps {
  return {
    db,
    pool,
    enrich: createEnricher({
      placeOf: () => ({ country: "DE", region: "Bavaria", city: "Munich" }),
      readAgent: createAgentReader(),
      classify: createClassifier(),
      now: Date.now,
    }),
    patterns: createVisitorPatterns(),
    visitorKeyOf: createVisitorKeys(Date.now),
    hashVisitor: createVisitorHasher(),
    now: Date.now,
  };
}

/** Inserts a link that nobody owns. Returns its id. */
export async function insertTestLink(db: Db): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto("links")
    .values({
      id,
      workspace_id: anonymousWorkspaceId,
      owner_id: null,
      target_url: "https://example.com/",
      title: null,
      is_active: true,
      is_public: true,
      redirect_status: 302,
      starts_at: null,
      expires_at: null,
      fallback_url: null,
    })
    .execute();
  return id;
}
