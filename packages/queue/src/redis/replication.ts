import { Cluster, type Redis } from "ioredis";
import type { QueueConnection } from "./connection.ts";

/** After this time the master's own file has to do (ms). */
export const replicaTimeoutMs = 1_000;
/** Used after a timeout until a replica responds again, so that a missing replica does not delay every write (ms). */
const missingReplicaMs = 20;

/** Resolves once a replica has all previous writes, or none responds in time. */
export type UntilReplicated = () => Promise<void>;

/**
 * Waits until a replica has the connection's writes, so that they survive a failover
 * (https://redis.io/docs/latest/commands/wait).
 *
 * @param key a written key, to find its node in a cluster
 * @param timeoutMs limit for one wait
 */
export function createReplicationWait(connection: QueueConnection, key: string, timeoutMs: number): UntilReplicated {
  const findNode = createNodeFinder(connection, key);
  let waitMs = timeoutMs;
  return async () => {
    const node = await findNode();
    const replicas = (await node?.wait(1, waitMs)) ?? 0;
    waitMs = replicas > 0 ? timeoutMs : missingReplicaMs;
  };
}

/** Finds the master of a key. */
function createNodeFinder(connection: QueueConnection, key: string): () => Promise<Redis | undefined> {
  if (!(connection instanceof Cluster)) return async () => connection;
  let slot: number | undefined;
  return async () => {
    // Asked once, because any node may get the command, also one that answers nothing while it waits for its replica.
    slot ??= await connection.cluster("KEYSLOT", key);
    const [address] = connection.slots[slot] ?? [];
    return connection.nodes("master").find(({ options }) => `${options.host}:${options.port}` === address);
  };
}
