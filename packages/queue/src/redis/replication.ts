import { Cluster, type Redis } from "ioredis";
import type { QueueConnection } from "./connection.ts";

/** A replica that takes longer is not waited for: what the master has is kept by its file, as without a replica. */
const patienceMs = 1_000;
/** Once none has answered, until one does again: nothing is held up for one that is gone. */
const briefPatienceMs = 20;

/** Resolves once a replica has what was written before, or does not answer. */
export type UntilReplicated = () => Promise<void>;

/**
 * Makes what waits until a replica has what a connection has written, so that it is not lost when the replica takes over from a
 * master that dies at that moment (https://redis.io/docs/latest/commands/wait).
 *
 * @param key one that is written, to know the node in a cluster
 */
export function createReplicationWait(connection: QueueConnection, key: string): UntilReplicated {
  let waitMs = patienceMs;
  return async () => {
    const node = connection instanceof Cluster ? await findNode(connection, key) : connection;
    const replicas = (await node?.wait(1, waitMs)) ?? 0;
    waitMs = replicas > 0 ? patienceMs : briefPatienceMs;
  };
}

async function findNode(cluster: Cluster, key: string): Promise<Redis | undefined> {
  const slot = await cluster.cluster("KEYSLOT", key);
  const [address] = cluster.slots[slot] ?? [];
  return cluster.nodes("master").find(({ options }) => `${options.host}:${options.port}` === address);
}
