import { makeScratchDirectory } from "./scratch-directory.ts";
import { startTestRedisNode, type TestRedisNode } from "./test-redis-node.ts";
import { waitFor } from "./wait-for.ts";

export interface TestRedisCluster {
  /** `redis+cluster://…` with every node. */
  url: string;
  /** The master that has the slot of a key, as the cluster sees it now. */
  findMaster(key: string): Promise<TestRedisNode>;
  stop(): Promise<void>;
}

const slots = 16_384;
const masters = 3;
/** Within so long the others notice that one is dead. */
const nodeTimeoutMs = 1_000;

/** A real Redis Cluster: three masters with a replica each. */
export async function startTestRedisCluster(): Promise<TestRedisCluster> {
  const scratch = await makeScratchDirectory();
  const settings = {
    "cluster-enabled": "yes",
    "cluster-node-timeout": String(nodeTimeoutMs),
    "cluster-replica-validity-factor": "0",
    "repl-diskless-sync-delay": "0",
  };
  const nodes: TestRedisNode[] = [];
  const stop = async () => {
    await Promise.all(nodes.map(node => node.kill()));
    await scratch.remove();
  };
  try {
    while (nodes.length < 2 * masters) nodes.push(await startTestRedisNode(scratch, settings));
    await introduce(nodes);
    await makeReplicas(nodes);
  } catch (err) {
    await stop();
    throw err;
  }
  return {
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}`,
    async findMaster(key) {
      const slot = Number((await askAny(nodes, `CLUSTER KEYSLOT ${key}`)).slice(1));
      const table = await askAny(nodes, "CLUSTER NODES");
      const port = toLines(table)
        .find(line => isMaster(line) && hasSlot(line, slot))
        ?.match(/:(\d+)@/)?.[1];
      const master = nodes.find(node => node.port === Number(port));
      if (!master) throw new Error(`no master has slot ${slot}:\n${table}`);
      return master;
    },
    stop,
  };
}

async function introduce(nodes: readonly TestRedisNode[]): Promise<void> {
  const [first, ...others] = nodes as [TestRedisNode, ...TestRedisNode[]];
  for (const [i, node] of nodes.entries()) {
    await node.send(`CLUSTER SET-CONFIG-EPOCH ${i + 1}`);
    const [from, to] = [i, i + 1].map(part => Math.floor((slots * part) / masters)) as [number, number];
    if (i < masters) await node.send(`CLUSTER ADDSLOTSRANGE ${from} ${to - 1}`);
  }
  for (const { port } of others) await first.send(`CLUSTER MEET 127.0.0.1 ${port}`);
  await untilAll(nodes, "CLUSTER INFO", `cluster_known_nodes:${nodes.length}`);
}

async function makeReplicas(nodes: readonly TestRedisNode[]): Promise<void> {
  for (const [i, replica] of nodes.slice(masters).entries()) {
    const id = toLines((await nodes[i]?.send("CLUSTER MYID")) ?? "").at(-1);
    // The replica may not have heard of its master yet.
    await waitFor(async () => (await replica.send(`CLUSTER REPLICATE ${id}`)).startsWith("+OK"), {
      what: "a replica to be accepted",
    });
  }
  await untilAll(nodes.slice(masters), "INFO replication", "master_link_status:up");
  await untilAll(nodes, "CLUSTER INFO", "cluster_state:ok");
}

async function untilAll(nodes: readonly TestRedisNode[], command: string, part: string): Promise<void> {
  await waitFor(async () => (await Promise.all(nodes.map(node => node.send(command)))).every(it => it.includes(part)), {
    timeoutMs: 20_000,
    what: `${part} on every node`,
  });
}

async function askAny(nodes: readonly TestRedisNode[], command: string): Promise<string> {
  const answers = await Promise.all(nodes.map(node => node.send(command)));
  const answer = answers.find(text => text !== "");
  if (answer === undefined) throw new Error(`nobody answers ${command}`);
  return answer;
}

function toLines(reply: string): string[] {
  return reply.split("\n").flatMap(line => line.trim() || []);
}

function isMaster(line: string): boolean {
  const flags = line.split(" ")[2]?.split(",") ?? [];
  return flags.includes("master") && !flags.some(flag => flag.startsWith("fail"));
}

function hasSlot(line: string, slot: number): boolean {
  return line
    .split(" ")
    .slice(8)
    .some(range => {
      const [from, to = from] = range.split("-").map(Number) as [number, number?];
      return slot >= from && slot <= (to as number);
    });
}
