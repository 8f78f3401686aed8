import { freePort } from "@shunt/dev";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { waitFor } from "../wait-for.ts";
import { startTestRedisNode, type TestRedisNode } from "./test-redis-node.ts";

export interface TestRedisCluster {
  /** `redis+cluster://…` with every node. */
  url: string;
  /** The current master of a key's slot. */
  findMaster(key: string): Promise<TestRedisNode>;
  findReplica(key: string): Promise<TestRedisNode>;
  stop(): Promise<void>;
}

const slots = 16_384;
const masters = 3;
/** Silence after which a node counts as failed (ms). A busy machine silences nodes for seconds. */
const nodeTimeoutMs = { failsOver: 1_000, stays: 60_000 };

/**
 * Starts a Redis Cluster of three masters with one replica each.
 *
 * @param failsOver true: a replica soon replaces a silent master; else the roles stay, also on a busy machine
 */
export async function startTestRedisCluster({ failsOver = false } = {}): Promise<TestRedisCluster> {
  const scratch = await makeScratchDirectory();
  const settings = {
    "cluster-enabled": "yes",
    // Short at first, because nodes introduce each other with their pings.
    "cluster-node-timeout": String(nodeTimeoutMs.failsOver),
    "cluster-replica-validity-factor": "0",
    "repl-diskless-sync-delay": "0",
  };
  const nodes: ClusterNode[] = [];
  const stop = async () => {
    await Promise.all(nodes.map(node => node.kill()));
    await scratch.remove();
  };
  try {
    while (nodes.length < 2 * masters) {
      // The default, 10,000 above the port, may be in use.
      const busPort = await freePort();
      const node = await startTestRedisNode(scratch, { ...settings, "cluster-port": String(busPort) });
      nodes.push({ ...node, busPort });
    }
    await introduce(nodes);
    await makeReplicas(nodes);
    if (!failsOver) for (const node of nodes) await node.send(`CONFIG SET cluster-node-timeout ${nodeTimeoutMs.stays}`);
  } catch (err) {
    await stop();
    throw err;
  }
  return {
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}`,
    findMaster: async key => (await findNodes(nodes, key)).master,
    async findReplica(key) {
      const { replica } = await findNodes(nodes, key);
      if (!replica) throw new Error(`the master of ${key} has no replica`);
      return replica;
    },
    stop,
  };
}

interface ClusterNode extends TestRedisNode {
  busPort: number;
}

async function introduce(nodes: readonly ClusterNode[]): Promise<void> {
  const [first, ...others] = nodes as [ClusterNode, ...ClusterNode[]];
  for (const [i, node] of nodes.entries()) {
    await node.send(`CLUSTER SET-CONFIG-EPOCH ${i + 1}`);
    const [from, to] = [i, i + 1].map(part => Math.floor((slots * part) / masters)) as [number, number];
    if (i < masters) await node.send(`CLUSTER ADDSLOTSRANGE ${from} ${to - 1}`);
  }
  for (const { port, busPort } of others) await first.send(`CLUSTER MEET 127.0.0.1 ${port} ${busPort}`);
  await untilAll(nodes, "CLUSTER INFO", `cluster_known_nodes:${nodes.length}`);
}

async function makeReplicas(nodes: readonly TestRedisNode[]): Promise<void> {
  for (const [i, replica] of nodes.slice(masters).entries()) {
    const id = toLines((await nodes[i]?.send("CLUSTER MYID")) ?? "").at(-1);
    // The replica may not know its master yet.
    await waitFor(async () => (await replica.send(`CLUSTER REPLICATE ${id}`)).startsWith("+OK"), {
      what: "a replica to be accepted",
    });
  }
  await untilAll(nodes.slice(masters), "INFO replication", "master_link_status:up");
  await untilAll(nodes, "CLUSTER INFO", "cluster_state:ok");
  // A node learns from each replica's own ping that it is one.
  await untilAll(nodes, "CLUSTER NODES", new RegExp(`(\\bslave\\b[^]*){${nodes.length - masters}}`));
}

async function untilAll(nodes: readonly TestRedisNode[], command: string, part: string | RegExp): Promise<void> {
  const isThere = (answer: string) => (typeof part === "string" ? answer.includes(part) : part.test(answer));
  await waitFor(async () => (await Promise.all(nodes.map(node => node.send(command)))).every(isThere), {
    what: `${part} on every node`,
  });
}

async function findNodes(nodes: readonly TestRedisNode[], key: string) {
  const slot = Number((await queryAny(nodes, `CLUSTER KEYSLOT ${key}`)).slice(1));
  const lines = toLines(await queryAny(nodes, "CLUSTER NODES"));
  const own = lines.find(line => isMaster(line) && hasSlot(line, slot));
  const ownId = own?.split(" ")[0];
  const follower = lines.find(line => line.split(" ")[3] === ownId);
  const toNode = (line: string | undefined) => nodes.find(({ port }) => line?.includes(`:${port}@`));
  const master = toNode(own);
  if (!master) throw new Error(`no master has slot ${slot}:\n${lines.join("\n")}`);
  return { master, replica: toNode(follower) };
}

async function queryAny(nodes: readonly TestRedisNode[], command: string): Promise<string> {
  const answers = await Promise.all(nodes.map(node => node.send(command)));
  const answer = answers.find(text => text !== "");
  if (answer === undefined) throw new Error(`no node answers ${command}`);
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
