import { makeScratchDirectory } from "../scratch-directory.ts";
import { waitFor } from "../wait-for.ts";
import { startTestRedisNode, type TestRedisNode } from "./test-redis-node.ts";
import { startTestSentinel } from "./test-sentinel.ts";

export interface TestRedisWithSentinels {
  /** `redis+sentinel://…/main`. */
  url: string;
  master: TestRedisNode;
  replica: TestRedisNode;
  stop(): Promise<void>;
}

const sentinels = 3;

/**
 * Starts a Redis with a replica, monitored by three sentinels.
 *
 * @param failsOver true: the replica soon replaces a silent master; else the roles stay, also on a busy machine
 */
export async function startTestRedisWithSentinels({ failsOver = false } = {}): Promise<TestRedisWithSentinels> {
  const scratch = await makeScratchDirectory();
  const nodes: TestRedisNode[] = [];
  const stop = async () => {
    await Promise.all(nodes.map(node => node.kill()));
    await scratch.remove();
  };
  try {
    const master = await startTestRedisNode(scratch, {});
    nodes.push(master);
    const replica = await startTestRedisNode(scratch, {
      replicaof: `127.0.0.1 ${master.port}`,
      "repl-diskless-sync-delay": "0",
    });
    nodes.push(replica);
    await waitFor(async () => (await replica.send("INFO replication")).includes("master_link_status:up"), {
      what: "the replica to follow",
    });
    const watching: TestRedisNode[] = [];
    while (watching.length < sentinels) watching.push(await startTestSentinel(scratch, master.port, { failsOver }));
    nodes.push(...watching);
    const know = async () =>
      (await Promise.all(watching.map(each => each.send("INFO sentinel")))).every(it =>
        it.includes(`slaves=1,sentinels=${sentinels}`),
      );
    await waitFor(know, { what: "the sentinels to know each other" });
    return {
      url: `redis+sentinel://${watching.map(({ port }) => `127.0.0.1:${port}`).join(",")}/main`,
      master,
      replica,
      stop,
    };
  } catch (err) {
    await stop();
    throw err;
  }
}
