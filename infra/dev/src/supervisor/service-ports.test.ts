import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../ports.ts";
import { chooseServicePorts } from "./service-ports.ts";

async function takePort(): Promise<number> {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>(resolve => server.listen(port, resolve));
  onTestFinished(() => void server.close());
  return port;
}

test("chooseServicePorts uses a port from the environment", async () => {
  const port = await freePort();

  expect(await chooseServicePorts({ REDIRECT_PORT: String(port) })).toMatchObject({ REDIRECT_PORT: port });
});

test("chooseServicePorts rejects a port from the environment that is in use", async () => {
  const port = await takePort();

  await expect(chooseServicePorts({ WORKER_OPS_PORT: String(port) })).rejects.toThrow(
    `WORKER_OPS_PORT=${port} is in use`,
  );
});

test.each(["0", "x", "70000"])("chooseServicePorts rejects the port %s", async wanted => {
  await expect(chooseServicePorts({ REDIRECT_PORT: wanted })).rejects.toThrow(`REDIRECT_PORT=${wanted} is not a port`);
});
