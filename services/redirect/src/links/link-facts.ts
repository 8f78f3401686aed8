import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { BatchLoader } from "@shunt/runtime";
import { sql } from "kysely";
import type { Guard } from "./guard.ts";

/** Facts of a link that only its preview shows. They are not cached, so that links in memory stay small. */
export interface LinkFacts {
  title: string | null;
  isPublic: boolean;
  /** When this service began to have the link: the time in an imported file may be anything. */
  createdAt: Date;
  /** Null if the destination is the first one. */
  destinationChangedAt: Date | null;
}

/** @throws Problem "unavailable" if Postgres fails */
export type FindLinkFacts = (linkId: string) => Promise<LinkFacts | undefined>;

export interface LinkFactsDeps {
  db: Db;
  postgres: Guard;
  onError: (err: unknown) => void;
}

/** Previews are rare; more would take connections from the look-ups of links. */
const bounds = { maxBatch: 100, maxInFlight: 1, maxWaiting: 1_000 };

export function createFindLinkFacts({ db, postgres, onError }: LinkFactsDeps): FindLinkFacts {
  const loader = new BatchLoader<string, LinkFacts | undefined>({
    ...bounds,
    async loadMany(ids) {
      try {
        return await postgres(() => findMany(db, ids));
      } catch (err) {
        onError(err);
        throw err;
      }
    },
    settle: (waiter, facts) => waiter.resolve(facts),
  });
  return linkId =>
    new Promise((resolve, reject) => {
      const refuse = (cause: unknown) => reject(new Problem("unavailable", undefined, { cause }));
      loader.add({ key: linkId, resolve, reject: refuse });
    });
}

/** In the order of the ids. */
async function findMany(db: Db, ids: readonly string[]): Promise<(LinkFacts | undefined)[]> {
  const { rows } = await sql<LinkFacts & { id: string }>`
    select id, title, is_public as "isPublic", coalesce(imported_at, created_at) as "createdAt",
      greatest(
      (select max(replaced_at) from link_versions where link_id = links.id and replaced ? 'original_url'),
      -- Of earlier releases.
      (select max(replaced_at) from former_targets where link_id = links.id)
    ) as "destinationChangedAt"
    from links where id = any(${ids}::uuid[])`.execute(db);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id));
}
