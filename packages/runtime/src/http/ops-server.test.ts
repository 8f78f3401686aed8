import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "../config/config.ts";
import { OpsHost } from "../config/settings.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { createLogger } from "../process/logger.ts";
import { startOpsServer } from "./ops-server.ts";

/** On Linux, every address of 127.0.0.0/8 is this machine, so this one represents its other interfaces. */
const otherAddress = "127.0.0.2";

async function start(env: Record<string, string>): Promise<number> {
  const { OPS_HOST: host } = loadConfig({ OPS_HOST: OpsHost }, env);
  const log = createLogger("test", "silent");
  const ops = await startOpsServer({ host, port: 0 }, createMetrics("worker"), async () => ({}), log);
  onTestFinished(() => ops.stop());
  return ops.port;
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port });
  const accepted = await new Promise<boolean>(resolve => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  });
  socket.destroy();
  return accepted;
}

test.runIf(process.platform === "linux")("startOps listens on 127.0.0.1 only by default", async () => {
  const port = await start({});

  expect(await accepts("127.0.0.1", port)).toBe(true);
  expect(await accepts(otherAddress, port)).toBe(false);
});

test.runIf(process.platform === "linux")("startOps listens on all addresses with OPS_HOST=*", async () => {
  const port = await start({ OPS_HOST: "*" });

  expect(await accepts("127.0.0.1", port)).toBe(true);
  expect(await accepts(otherAddress, port)).toBe(true);
});

test.each(["example.com", "127.0.0.1:9000", "[::1]"])("OpsHost rejects %s", host => {
  expect(() => loadConfig({ OPS_HOST: OpsHost }, { OPS_HOST: host })).toThrow("OPS_HOST: must be an IP address");
});
