import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@shunt/dev";
import { type Scratch, startNode, type TestRedisNode } from "./test-redis-node.ts";

/** Silence after which a sentinel considers a master dead (ms). A busy machine silences servers for seconds. */
const downAfterMs = { failsOver: 1_000, stays: 60_000 };

export interface TestSentinelOptions {
  /** true: the replica soon replaces a silent master; else the roles stay. */
  failsOver?: boolean;
  /** Additional settings, by their names in redis.conf. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * Starts a sentinel that monitors a master under the name `main`. It needs a configuration file, in which it saves its state.
 */
export async function startTestSentinel(
  scratch: Scratch,
  masterPort: number,
  { failsOver = false, settings = {} }: TestSentinelOptions = {},
): Promise<TestRedisNode> {
  const port = await freePort();
  const dir = join(scratch.path, String(port));
  await mkdir(dir, { recursive: true });
  const lines = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${dir}`,
    `sentinel monitor main 127.0.0.1 ${masterPort} 2`,
    `sentinel down-after-milliseconds main ${failsOver ? downAfterMs.failsOver : downAfterMs.stays}`,
    "sentinel failover-timeout main 3000",
    ...Object.entries(settings).map(entry => entry.join(" ")),
  ];
  const file = join(dir, "sentinel.conf");
  await writeFile(file, `${lines.join("\n")}\n`);
  return startNode(scratch, port, [file, "--sentinel"]);
}
