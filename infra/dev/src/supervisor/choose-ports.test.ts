import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { releasePort } from "../claim-port.ts";
import { freePort } from "../free-port.ts";
import { choosePorts, type Ports, releasePorts } from "./choose-ports.ts";

const variables = ["REDIRECT_PORT", "MANAGEMENT_PORT", "REDIRECT_OPS_PORT", "MANAGEMENT_OPS_PORT", "WORKER_OPS_PORT"];

async function aFile(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "shunt-ports-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return join(dir, "ports.json");
}

async function takePort(port: number): Promise<() => Promise<void>> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(port, resolve));
  const close = () => new Promise<void>(resolve => server.close(() => resolve()));
  onTestFinished(close);
  return close;
}

/** Ports as one start chooses them, and what it printed. Released at the end of the test, or by `release`. */
async function choose(file: string, env: NodeJS.ProcessEnv) {
  const lines: string[] = [];
  const ports = await choosePorts({ env, file, print: line => lines.push(line) });
  const release = () => releasePorts(ports);
  onTestFinished(release);
  return { ports, lines, release };
}

async function unclaimedPort(): Promise<number> {
  const port = await freePort();
  releasePort(port);
  return port;
}

/** Free ports for all services but one, so that the test does not depend on the defaults of others. */
async function givenExcept(name?: string): Promise<Record<string, string>> {
  const others = variables.filter(variable => variable !== name);
  const ports = await Promise.all(others.map(async variable => [variable, String(await unclaimedPort())]));
  return { DATABASE_URL: "postgres://elsewhere/", REDIS_URL: "redis://elsewhere/", ...Object.fromEntries(ports) };
}

test("choosePorts uses ports from the environment and saves none of them", async () => {
  const [file, env] = [await aFile(), await givenExcept()];

  const { ports, lines } = await choose(file, env);

  expect(variables.map(name => String(ports[name as keyof Ports]))).toEqual(variables.map(name => env[name]));
  expect(lines).toEqual([]);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({});
});

test("choosePorts names both variables that ask for one port, and releases it", async () => {
  const [file, env] = [await aFile(), await givenExcept("MANAGEMENT_PORT")];
  const twins = { ...env, MANAGEMENT_PORT: env.REDIRECT_PORT };

  await expect(choose(file, twins)).rejects.toThrow(
    `REDIRECT_PORT and MANAGEMENT_PORT are both ${env.REDIRECT_PORT}. Choose a port of its own for each.`,
  );

  expect((await choose(file, env)).ports.REDIRECT_PORT).toBe(Number(env.REDIRECT_PORT));
});

test("choosePorts reports that a port is in use, and keeps its replacement over restarts", async () => {
  const [file, env] = [await aFile(), await givenExcept("WORKER_OPS_PORT")];
  const first = await choose(file, env);
  first.release();
  const before = first.ports.WORKER_OPS_PORT;
  const close = await takePort(before);

  const second = await choose(file, env);
  const after = second.ports.WORKER_OPS_PORT;
  second.release();
  await close();
  const third = await choose(file, env);

  expect(after).not.toBe(before);
  expect(second.lines).toEqual([
    `Port ${before} is in use by another program. Metrics of the worker use ${after} from now on. Set WORKER_OPS_PORT to choose another.`,
  ]);
  expect(third.ports.WORKER_OPS_PORT).toBe(after);
  expect(third.lines).toEqual([]);
});

test("choosePorts returns different ports to starts at the same time", async () => {
  const starts = await Promise.all(
    Array.from({ length: 4 }, async () => choose(await aFile(), await givenExcept("WORKER_OPS_PORT"))),
  );

  expect(new Set(starts.map(({ ports }) => ports.WORKER_OPS_PORT)).size).toBe(4);
});

test("choosePorts rejects a port from the environment that is in use", async () => {
  const port = await unclaimedPort();
  await takePort(port);

  const choosing = choose(await aFile(), { ...(await givenExcept()), WORKER_OPS_PORT: String(port) });

  await expect(choosing).rejects.toThrow(`WORKER_OPS_PORT=${port} is in use`);
});

test.each(["0", "x", "70000"])("choosePorts rejects the port %s", async wanted => {
  const choosing = choose(await aFile(), { REDIRECT_PORT: wanted });

  await expect(choosing).rejects.toThrow(`REDIRECT_PORT=${wanted} is not a port`);
});
