import { Cluster, type Redis } from "ioredis";
import type { QueueConnection } from "./connection.ts";

/**
 * Every policy but `noeviction` lets Redis throw jobs away when its memory is full, and with them the clicks in them.
 * Asked by INFO, as hosted servers often refuse CONFIG; one that does not tell is believed.
 *
 * @throws Error that names the policy
 */
export async function assertNeverEvicts(connection: QueueConnection): Promise<void> {
  const nodes = connection instanceof Cluster ? connection.nodes("master") : [connection];
  await Promise.all(nodes.map(assertNodeNeverEvicts));
}

async function assertNodeNeverEvicts(node: Redis): Promise<void> {
  const info = await node.info("memory");
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== "noeviction")
    throw new Error(`the queue's Redis may throw jobs away: its maxmemory-policy is ${policy}, not noeviction`);
}
