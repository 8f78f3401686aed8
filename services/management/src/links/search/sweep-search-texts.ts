import type { Db } from "@shunt/db";
import { type Logger, repeat } from "@shunt/runtime";
import { sql } from "kysely";
import { toSearchText } from "./search-text.ts";
import { writeSearchTexts } from "./search-text-store.ts";

const checkEveryMs = 60_000;
/** Sweeps repeat, as an older version can still write links during a rolling update. */
const sweepEvery = "1 hour";
const batchSize = 5_000;

/** White space that `foldText` changes. */
const runsOfBlanks = sql.lit("[\\t-\\r]|  ");

const leastId = "00000000-0000-0000-0000-000000000000";
const greatestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

interface SweptRow {
  id: string;
  version: number;
  targetUrl: string;
  title: string | null;
  notes: string | null;
  folder: string | null;
}

/** Writes search texts of links written by an older version. One process does so about once an hour. */
export function startSearchSweeper({ db, log }: { db: Db; log: Logger }): { stop(): Promise<void> } {
  let isStopping = false;
  const sweeper = repeat({
    run: async () => {
      if (!(await claimSweep(db))) return;
      const links = await sweepSearchTexts(db, () => isStopping);
      if (links > 0) log.info({ links }, "search texts written");
    },
    everyMs: checkEveryMs,
    onError: err => log.warn({ err }, "search text sweep failed"),
  });
  return {
    stop() {
      isStopping = true;
      return sweeper.stop();
    },
  };
}

async function claimSweep(db: Db): Promise<boolean> {
  const { rows } = await sql`
    update link_search_sweeps set started_at = now()
    where started_at < now() - ${sql.lit(sweepEvery)}::interval returning id`.execute(db);
  return rows.length > 0;
}

/** @returns the number of links whose text was missing or outdated */
export async function sweepSearchTexts(db: Db, isStopping: () => boolean = () => false): Promise<number> {
  let count = 0;
  let after: string | undefined = leastId;
  do {
    const last: string | undefined = await findLastOfPage(db, after);
    const rows = await findStale(db, after, last ?? greatestId);
    await writeSearchTexts(
      db,
      rows.map(row => ({ id: row.id, version: row.version, searchText: toSearchText(row) })),
    );
    count += rows.length;
    after = last;
  } while (after !== undefined && !isStopping());
  return count;
}

async function findLastOfPage(db: Db, after: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from links where id > ${after} order by id offset ${sql.lit(batchSize)} limit 1`.execute(db);
  return rows[0]?.id;
}

async function findStale(db: Db, after: string, last: string): Promise<SweptRow[]> {
  const { rows } = await sql<SweptRow>`
    select links.id, links.version, target_url as "targetUrl", title, notes, folder
    from links left join link_search on link_id = links.id
    where links.id > ${after} and links.id <= ${last}
      and case when link_id is null then
        folder is not null or position('%' in target_url) > 0 or position('xn--' in target_url) > 0
          or octet_length(title) <> char_length(title) or octet_length(notes) <> char_length(notes)
          or title ~ ${runsOfBlanks} or notes ~ ${runsOfBlanks}
      else link_search.version <> links.version end`.execute(db);
  return rows;
}
