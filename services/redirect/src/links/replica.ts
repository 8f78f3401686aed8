import type { LinkAddress } from "@shunt/cache";
import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import type { Db } from "@shunt/db";
import { outcomes, stateOf } from "@shunt/decision";
import { sql } from "kysely";
import { findDomains } from "../domains/find-domains.ts";
import { findLinks } from "./find-links.ts";
import type { Guard } from "./guard.ts";
import type { ReplicaOptions } from "./look-up.ts";
import { type ChangeListener, createRecentChanges } from "./recent-changes.ts";

/** A streaming replica of Postgres, which lags a little behind the primary. */
export interface Replica {
  guard: Guard;
  ofLinks: ReplicaOptions<LinkAddress, CachedLink>;
  ofDomains: ReplicaOptions<string, CachedDomain>;
  /** Must receive changes before the listeners that look up links again. */
  changes: ChangeListener;
  /** Number of links that changed too recently to look them up here. */
  recentChanges(): number;
  stop(): void;
}

export interface ReplicaDeps {
  db: Db;
  guard: Guard;
  readPrimaryPosition: () => Promise<string>;
  /**
   * Called once the required position is known. Until then a replica without pending log records is used, and its rows
   * may be outdated.
   */
  onMeasured: () => void;
  onError: (err: unknown) => void;
}

/** A replica may lag by one to two rounds. */
const roundMs = 1_000;
const uses = { yes: "never", perhaps: "fallback", no: "first" } as const;

/**
 * Decides whether a replica is current by the primary's position of a moment ago and by the changes received since
 * then. Timestamps would not do: the last transaction gets older while nothing is written, and a disconnected replica
 * does not know what it lacks.
 */
export function createReplica({ db, guard, readPrimaryPosition, onMeasured, onError }: ReplicaDeps): Replica {
  const changes = createRecentChanges();
  let last: { position: string; round: number } | undefined;
  let requiredPosition: string | null = null;

  async function measure(): Promise<void> {
    const round = changes.nextRound();
    const position = await readPrimaryPosition();
    requiredPosition = last?.position ?? position;
    // Asynchronous commits are flushed a moment later, so changes stay listed for one more round.
    if (last) changes.cover(last.round - 1);
    else onMeasured();
    last = { position, round };
  }

  const measuring = setInterval(() => void measure().catch(onError), roundMs);
  void measure().catch(onError);

  // One transaction, so that both queries reach the same server even behind a pool. The position comes first.
  const read = <T>(work: (tx: Db) => Promise<T>) =>
    db.transaction().execute(async tx => {
      await assertReached(tx, requiredPosition);
      return work(tx);
    });
  return {
    guard,
    ofLinks: {
      guard,
      useFor: address => uses[changes.hasChanged(address)],
      find: async addresses => (await read(tx => findLinks(tx, addresses))).map(ifSufficient),
    },
    // Changes of domains are not published to redirects.
    ofDomains: { guard, useFor: () => "fallback", find: hosts => read(tx => findDomains(tx, hosts)) },
    changes,
    recentChanges: changes.size,
    stop: () => clearInterval(measuring),
  };
}

/** Position up to which the primary has flushed its log, which includes every synchronous commit. */
export async function readPosition(primary: Db): Promise<string> {
  const { rows } = await sql<{ position: string }>`select pg_current_wal_flush_lsn() as position`.execute(primary);
  return (rows[0] as { position: string }).position;
}

/** A replica that was promoted to primary counts as current. */
async function assertReached(tx: Db, requiredPosition: string | null): Promise<void> {
  const { rows } = await sql<{ hasReached: boolean | null }>`
    select not pg_is_in_recovery()
      or pg_last_wal_replay_lsn() >= coalesce(${requiredPosition}::pg_lsn, pg_last_wal_receive_lsn()) as "hasReached"`.execute(
    tx,
  );
  if (rows[0]?.hasReached !== true) throw new Error("the replica is behind");
}

/** Undefined if the replica's row is not sufficient; the primary decides then. */
function ifSufficient(link: CachedLink | undefined): CachedLink | undefined {
  return link !== undefined && outcomes[stateOf(link, Date.now())].isReplicaEnough ? link : undefined;
}
