import { toBlockableName, toSuffixes } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { type ListEntry, toRests } from "./parse-list.ts";
import type { Source } from "./source.ts";

const entriesAtOnce = 50_000;
const reason = "The destination is on a block list";

/** Replaces the whole list. Readers see the former one until the commit. */
export async function replaceBlockList(tx: Db, entries: readonly ListEntry[]): Promise<void> {
  await tx.deleteFrom("block_list").execute();
  for (let start = 0; start < entries.length; start += entriesAtOnce) {
    const some = entries.slice(start, start + entriesAtOnce);
    await sql`
      insert into block_list (host, prefix)
      select * from unnest(${some.map(({ host }) => host)}::text[], ${some.map(({ prefix }) => prefix)}::text[])`.execute(
      tx,
    );
  }
}

interface Candidate {
  position: number;
  host: string;
  /** The text behind the host; null for a parent domain, which only whole entries list. */
  rest: string | null;
}

export function createBlockList(db: Db): Source {
  return {
    name: "block-list",
    async check(urls) {
      const candidates = urls.flatMap((url, position) => toCandidates(new URL(url), position));
      const { rows } = await sql<{ position: number }>`
        select distinct position from unnest(
          ${candidates.map(({ position }) => position)}::int[], ${candidates.map(({ host }) => host)}::text[],
          ${candidates.map(({ rest }) => rest)}::text[]
        ) as given (position, host, rest)
        join block_list on block_list.host = given.host and (prefix = '' or starts_with(rest, prefix))`.execute(db);
      return new Map(rows.map(({ position }) => [urls[position] as string, reason]));
    },
  };
}

function toCandidates(url: URL, position: number): Candidate[] {
  const [name = "", ...parents] = toSuffixes(toBlockableName(url));
  return [
    ...toRests(url).map(rest => ({ position, host: name, rest })),
    ...parents.map(host => ({ position, host, rest: null })),
  ];
}

/** Entries of the list, and the seconds since it was read. */
export async function readBlockListState(db: Db): Promise<{ entries: number; ageSeconds: number | undefined }> {
  const { rows } = await sql<{ entries: number; age: number | null }>`
    select (select count(*) from block_list) as entries,
      (select extract(epoch from now() - read_at)::float from reputation_sources where name = 'block-list') as age`.execute(
    db,
  );
  return { entries: rows[0]?.entries ?? 0, ageSeconds: rows[0]?.age ?? undefined };
}
