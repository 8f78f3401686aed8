import { Cluster, type Redis } from "ioredis";
import type { QueueConnection } from "./connection.ts";

/** How long to wait for a replica (ms). After that, the master's own file has to do, as without a replica. */
const replicaTimeoutMs = 1_000;
/**
 * How long to wait after a timeout, until a replica responds again (ms), so that a missing replica does not delay every
 * write.
 */
const missingReplicaMs = 20;

/** Resolves once a replica has all previous writes, or none responds in time. */
export type UntilReplicated = () => Promise<void>;

/**
 * Returns a function that waits until a replica has the writes of a connection, so that they survive a failover
 * (https://redis.io/docs/latest/commands/wait).
 *
 * @param key a key that is written, to find its node in a cluster
 */
export function createReplicationWait(connection: QueueConnection, key: string): UntilReplicated {
  let waitMs = replicaTimeoutMs;
  return async () => {
    const node = connection instanceof Cluster ? await findNode(connection, key) : connection;
    const replicas = (await node?.wait(1, waitMs)) ?? 0;
    waitMs = replicas > 0 ? replicaTimeoutMs : missingReplicaMs;
  };
}

async function findNode(cluster: Cluster, key: string): Promise<Redis | undefined> {
  const slot = await cluster.cluster("KEYSLOT", key);
  const [address] = cluster.slots[slot] ?? [];
  return cluster.nodes("master").find(({ options }) => `${options.host}:${options.port}` === address);
}
