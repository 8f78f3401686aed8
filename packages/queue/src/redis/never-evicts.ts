import { Cluster, type Redis } from "ioredis";
import type { QueueConnection } from "./connection.ts";

/**
 * Any policy except `noeviction` may evict jobs, with their clicks, when memory is full. Reads INFO, as hosted servers
 * often forbid CONFIG; a server that does not report its policy passes.
 *
 * @throws Error with the policy
 */
export async function assertNeverEvicts(connection: QueueConnection): Promise<void> {
  const nodes = connection instanceof Cluster ? connection.nodes("master") : [connection];
  await Promise.all(nodes.map(assertNodeNeverEvicts));
}

async function assertNodeNeverEvicts(node: Redis): Promise<void> {
  const info = await node.info("memory");
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== "noeviction")
    throw new Error(`the queue's Redis may evict jobs: its maxmemory-policy is ${policy}, not noeviction`);
}
