import type { LinkAddress } from "@shunt/cache";
import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { findDomains } from "../domains/find-domains.ts";
import { stateOf } from "./decide.ts";
import { findLinks } from "./find-links.ts";
import type { Guard } from "./guard.ts";
import { type ChangeListener, createHeardChanges } from "./heard-changes.ts";
import type { ReplicaOptions } from "./look-up.ts";
import { outcomes } from "./outcomes.ts";

/** A copy of Postgres that follows it, a little behind. */
export interface Replica {
  guard: Guard;
  ofLinks: ReplicaOptions<LinkAddress, CachedLink>;
  ofDomains: ReplicaOptions<string, CachedDomain>;
  /** To be told of changes, before whoever then asks anew. */
  changes: ChangeListener;
  /** Links that changed so lately that it is not asked for them. */
  changedLately(): number;
  stop(): void;
}

export interface ReplicaDeps {
  db: Db;
  guard: Guard;
  /** How far the primary is, as `readPosition` tells it. */
  askPrimary: () => Promise<string>;
  /** From now on it is known how far the replica must be; until then it was enough that it had no work left. */
  onMeasured: () => void;
  onError: (err: unknown) => void;
}

/** A replica may be one to two of them behind. */
const roundMs = 1_000;
/** Links that may have changed since then are not its to tell. */
const turns = { yes: "never", perhaps: "after", no: "before" } as const;

/**
 * Tells whether the replica knows what is true by how far the primary was a moment ago, and by the changes that were heard since
 * then. Not by times: the time of the last transaction grows old while nothing is written, and a replica that has lost its primary
 * does not know what it lacks.
 */
export function createReplica({ db, guard, askPrimary, onMeasured, onError }: ReplicaDeps): Replica {
  const changes = createHeardChanges();
  let last: { position: string; round: number } | undefined;
  let wanted: string | null = null;

  async function measure(): Promise<void> {
    const round = changes.nextRound();
    const position = await askPrimary();
    wanted = last?.position ?? position;
    // What does not wait for the log at its commit is in it a moment later, hence one round less.
    if (last) changes.cover(last.round - 1);
    else onMeasured();
    last = { position, round };
  }

  const measuring = setInterval(() => void measure().catch(onError), roundMs);
  void measure().catch(onError);

  // One after the other in a transaction: of one server, even behind a pool, and what is read is no older than the position.
  const read = <T>(work: (tx: Db) => Promise<T>) =>
    db.transaction().execute(async tx => {
      await assertReached(tx, wanted);
      return work(tx);
    });
  return {
    guard,
    ofLinks: {
      guard,
      turnOf: address => turns[changes.hasChanged(address)],
      find: async addresses => (await read(tx => findLinks(tx, addresses))).map(onlyIfEnough),
    },
    // Changes of domains are not told to everybody.
    ofDomains: { guard, turnOf: () => "after", find: hosts => read(tx => findDomains(tx, hosts)) },
    changes,
    changedLately: changes.size,
    stop: () => clearInterval(measuring),
  };
}

/** @param primary whose log is as far as whoever waits for a commit waits for */
export async function readPosition(primary: Db): Promise<string> {
  const { rows } = await sql<{ position: string }>`select pg_current_wal_flush_lsn() as position`.execute(primary);
  return (rows[0] as { position: string }).position;
}

/** One that was made a primary meanwhile follows nobody any more. */
async function assertReached(tx: Db, wanted: string | null): Promise<void> {
  const { rows } = await sql<{ hasReached: boolean | null }>`
    select not pg_is_in_recovery()
      or pg_last_wal_replay_lsn() >= coalesce(${wanted}::pg_lsn, pg_last_wal_receive_lsn()) as "hasReached"`.execute(
    tx,
  );
  if (rows[0]?.hasReached !== true) throw new Error("the replica is behind");
}

/** Undefined where the replica's word is not enough: the primary is asked then. */
function onlyIfEnough(link: CachedLink | undefined): CachedLink | undefined {
  return link !== undefined && outcomes[stateOf(link, Date.now())].isReplicaEnough ? link : undefined;
}
