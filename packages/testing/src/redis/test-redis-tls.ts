import { freePort, runCommand, toEnvironment } from "@shunt/dev";
import { inject } from "vitest";
import { makeScratchDirectory } from "../scratch-directory.ts";
import { waitFor } from "../wait-for.ts";
import { makeCertificates, type TestCertificates } from "./make-certificates.ts";
import { type Scratch, startTestRedisNode, type TestRedisNode } from "./test-redis-node.ts";
import { startTestSentinel } from "./test-sentinel.ts";

export interface TestRedisWithTls {
  /** One URL of each kind that operators can set. The certificates are signed by `certificates.ca`. */
  urls: Record<"single" | "sentinel" | "cluster", string>;
  certificates: TestCertificates;
  stop(): Promise<void>;
}

/** Whether the Redis binary was built with TLS. */
export async function hasRedisTls(): Promise<boolean> {
  const binary = inject("redisBinary");
  const env = toEnvironment(binary);
  // Redis reports a missing certificate or, without TLS, an unknown setting.
  const message = await runCommand(binary.path, ["--port", "0", "--tls-port", "1"], { env }).catch(
    (err: Error) => err.message,
  );
  return message.includes("No tls-cert-file configured");
}

/** Starts servers with TLS: a single one, one behind a sentinel, and a cluster of one node. */
export async function startTestRedisWithTls(): Promise<TestRedisWithTls> {
  const scratch = await makeScratchDirectory();
  const certificates = await makeCertificates(scratch.path);
  const nodes: TestRedisNode[] = [];
  const stop = async () => {
    await Promise.all(nodes.map(node => node.kill()));
    await scratch.remove();
  };
  const start = async (settings: Record<string, string> = {}) => {
    const tlsPort = await freePort();
    const node = await startTestRedisNode(scratch, { ...toSettings(certificates, tlsPort), ...settings });
    nodes.push(node);
    return { node, tlsPort };
  };
  try {
    const single = await start();
    const sentinelPort = await startSentinel(scratch, certificates, single.tlsPort, nodes);
    const cluster = await start({
      "cluster-enabled": "yes",
      "cluster-port": String(await freePort()),
      "tls-cluster": "yes",
      // With a single node, no other node reports the address.
      "cluster-announce-ip": "127.0.0.1",
    });
    await cluster.node.send("CLUSTER ADDSLOTSRANGE 0 16383");
    await waitFor(async () => (await cluster.node.send("CLUSTER INFO")).includes("cluster_state:ok"), {
      what: "the cluster to be whole",
    });
    return {
      urls: {
        single: `rediss://localhost:${single.tlsPort}`,
        sentinel: `rediss+sentinel://localhost:${sentinelPort}/main`,
        cluster: `rediss+cluster://127.0.0.1:${cluster.tlsPort}`,
      },
      certificates,
      stop,
    };
  } catch (err) {
    await stop();
    throw err;
  }
}

function toSettings({ ca, cert, key }: TestCertificates, tlsPort: number): Record<string, string> {
  return {
    "tls-port": String(tlsPort),
    "tls-cert-file": cert,
    "tls-key-file": key,
    "tls-ca-cert-file": ca,
    "tls-auth-clients": "no",
  };
}

async function startSentinel(
  scratch: Scratch,
  certificates: TestCertificates,
  masterPort: number,
  nodes: TestRedisNode[],
): Promise<number> {
  const tlsPort = await freePort();
  const settings = { ...toSettings(certificates, tlsPort), "tls-replication": "yes" };
  nodes.push(await startTestSentinel(scratch, masterPort, { settings }));
  return tlsPort;
}
