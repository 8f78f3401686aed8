import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { claimPort, releasePort } from "./claim-port.ts";
import { freePort } from "./free-port.ts";

/** Another process that has claimed the port. */
async function aClaimant(port: number) {
  const module = JSON.stringify(join(import.meta.dirname, "claim-port.ts"));
  const program = `const { claimPort } = await import(${module}); console.log(await claimPort(${port})); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [printed] = await once(child.stdout, "data");
  const kill = async () => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  return { claimed: String(printed).trim(), kill };
}

test("claimPort rejects the port of another process until that process ends, also by kill -9", async () => {
  const port = await freePort();
  releasePort(port);
  const other = await aClaimant(port);

  const meanwhile = await claimPort(port);
  await other.kill();
  const afterwards = await claimPort(port);

  expect([other.claimed, meanwhile, afterwards]).toEqual(["true", false, true]);
});

test("freePort keeps its port claimed while no server listens on it", async () => {
  const port = await freePort();

  expect((await aClaimant(port)).claimed).toBe("false");
  expect(await claimPort(port)).toBe(false);
});

test("claimPort keeps no claim of a port on which a server listens", async () => {
  const port = await freePort();
  releasePort(port);
  const server = createServer();
  await new Promise<void>(done => server.listen(port, done));

  const whileItListens = await claimPort(port);
  await new Promise(done => server.close(done));

  expect([whileItListens, await claimPort(port)]).toEqual([false, true]);
});

test("claimPort gives a port to one of several starts at the same time", async () => {
  const port = await freePort();
  releasePort(port);

  const claims = await Promise.all(Array.from({ length: 20 }, () => claimPort(port)));

  expect(claims.filter(Boolean)).toEqual([true]);
});
