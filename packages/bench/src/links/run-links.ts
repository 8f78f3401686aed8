import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { Client } from "@shunt/contracts/client";
import type { operations } from "@shunt/contracts/operations";
import { freePort } from "@shunt/dev";
import { sql } from "kysely";
import { signUp, startManagement } from "../management.ts";
import type { Stage } from "../stage.ts";
import { type Subject, startSubject } from "../subject.ts";
import type { Load } from "../wrk/run-wrk.ts";

export interface LinksRound {
  barePerSecond: number;
  createPerSecond: number;
  bareInsertPerSecond: number;
  bulkPerSecond: number;
}

const connections = 16;
const bulkRows = 10_000;
const root = resolve(import.meta.dirname, "../../../..");

/**
 * Measures in turn: one request per link, against an Express route with one insert; and one request for 10,000 links,
 * against one insert statement for each table.
 */
export async function runLinks(stage: Stage, { rounds, seconds }: { rounds: number; seconds: number }) {
  await sql`create table bare_links (like links including all)`.execute(stage.db);
  await sql`create table bare_codes (like link_codes including all)`.execute(stage.db);
  const [barePort, port] = [await freePort(), await freePort()];
  const subjects: Subject[] = [];
  const results: LinksRound[] = [];
  try {
    subjects.push(await startBare(stage, barePort), await startManagement(stage, port, stage.cores));
    const { client, token } = await signUp(`http://127.0.0.1:${port}`);
    await client.createLink({ body: { original_url: "https://example.com/" } });
    const bare = toLoad(barePort, token);
    const own = toLoad(port, token);
    await measure(stage, bare, 1);
    await measure(stage, own, 1);
    while (results.length < rounds) {
      results.push({
        barePerSecond: await measure(stage, bare, seconds),
        createPerSecond: await measure(stage, own, seconds),
        bareInsertPerSecond: await insertBare(stage),
        bulkPerSecond: await createInBulk(client),
      });
    }
    return results;
  } finally {
    for (const subject of subjects) await subject.stop();
  }
}

function startBare(stage: Stage, port: number): Promise<Subject> {
  const entry = resolve(root, "packages/bench/dist/links/bare-create.js");
  const env = { PORT: String(port), DATABASE_URL: stage.databaseUrl };
  return startSubject({ name: "bare", entry, env, readyUrl: `http://127.0.0.1:${port}/` }, stage.cores);
}

function toLoad(port: number, token: string): Load {
  return {
    origin: `http://127.0.0.1:${port}`,
    paths: ["/api/v1/urls"],
    connections,
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    post: { body: JSON.stringify({ original_url: "https://example.com/some/path/of/sixty/characters?q=xxxxx" }) },
  };
}

async function measure(stage: Stage, load: Load, seconds: number): Promise<number> {
  const { perSecond, failures, requests } = await stage.runLoad(load, seconds);
  if (failures > 0) throw new Error(`${failures} of ${requests} requests failed`);
  return perSecond;
}

const toUrl = (i: number) => `https://example.com/some/path/of/sixty/characters?q=${i}`;

async function insertBare({ db }: Stage): Promise<number> {
  const ids = Array.from({ length: bulkRows }, () => randomUUID());
  const urls = ids.map((_id, i) => toUrl(i));
  const codes = ids.map(id => id.slice(0, 13));
  const start = performance.now();
  await db.transaction().execute(async tx => {
    await sql`
      insert into bare_links (id, workspace_id, target_url, is_active, is_public, redirect_status)
      select id, '00000000-0000-0000-0000-000000000000', url, true, true, 302
      from unnest(${ids}::uuid[], ${urls}::text[]) as given (id, url)`.execute(tx);
    await sql`
      insert into bare_codes (domain_id, code, link_id, is_primary, is_custom)
      select 1, code, id, true, false from unnest(${ids}::uuid[], ${codes}::text[]) as given (id, code)`.execute(tx);
  });
  return bulkRows / ((performance.now() - start) / 1_000);
}

async function createInBulk(client: Client<typeof operations>): Promise<number> {
  const rows = Array.from({ length: bulkRows }, (_, i) => ({ original_url: toUrl(i) }));
  const start = performance.now();
  const { succeeded } = await client.createLinks({ body: rows });
  if (succeeded !== bulkRows) throw new Error(`only ${succeeded} of ${bulkRows} links were made`);
  return bulkRows / ((performance.now() - start) / 1_000);
}
