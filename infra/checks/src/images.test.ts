import { type ChildProcess, spawn } from "node:child_process";
import { globSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { freePort, hasDocker, runCommand } from "@shunt/dev";
import { createTestDatabase, startTestRedis, type TestRedis, waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { readText, root } from "./repository.ts";

const services = ["redirect", "management", "worker"];
const dockerfile = readText("infra/docker/Dockerfile");

let scratch: string;
let redis: TestRedis;
let env: Record<string, string>;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "shunt-images-"));
  redis = await startTestRedis();
  const database = await createTestDatabase();
  env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SECRET_KEY: "5e".repeat(32) };
  await runCommand(join(root, "node_modules/.bin/tsc"), ["-b", ...services.map(name => `services/${name}`)], {
    cwd: root,
    timeoutMs: 240_000,
  });
}, 300_000);

afterAll(async () => {
  await redis?.stop();
  await rm(scratch, { recursive: true, force: true });
});

test.each(services)(
  "what goes into the image of %s starts under Node alone, writes nothing to it, and stops at once",
  {
    timeout: 120_000,
  },
  async service => {
    const app = await deploy(service);
    const files = listFiles(app);
    const [port, opsPort] = [await freePort(), await freePort()];
    const name = service.toUpperCase();
    const own = {
      ...readImageEnv(service),
      ...env,
      [`${name}_PORT`]: String(port),
      [`${name}_OPS_PORT`]: String(opsPort),
      CLICK_SPOOL_DIR: join(scratch, "spool"),
    };
    if (service === "management") await runCommand(process.execPath, ["dist/migrate.js"], { cwd: app, env: own });
    const child = spawn(process.execPath, readCommand(), { cwd: app, env: own, stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));

    await waitFor(() => isReady(opsPort), { timeoutMs: 30_000, what: `${service} to be ready` });
    await runCommand(process.execPath, [join(root, "infra/docker/healthcheck.mjs")], { env: own });
    expect(await end(child)).toBe(0);

    expect(listFiles(app)).toEqual(files);
    await expect(
      runCommand(process.execPath, [join(root, "infra/docker/healthcheck.mjs")], { env: own }),
    ).rejects.toThrow("ECONNREFUSED");
  },
);

test.each(services)(
  "the image of %s holds no tests, no sources and no tools of development",
  {
    timeout: 120_000,
  },
  async service => {
    const app = await deploy(service);

    const files = listFiles(app);
    const ours = files.filter(file => /^(?!node_modules)|\/node_modules\/@shunt\/[^/]+\/(?!node_modules)/.test(file));
    expect(ours).toContain("dist/main.js");
    expect(ours.some(file => file.endsWith("/@shunt/runtime/dist/config.js"))).toBe(true);
    expect(ours.filter(file => /\.test\.|\/testing\/|(?<!\.d)\.ts$|\.env/.test(file))).toEqual([]);
    const packages = files.flatMap(file => /^node_modules\/\.pnpm\/([^/]+)@/.exec(file)?.[1] ?? []);
    expect(packages).toContain("zod");
    for (const tool of ["typescript", "vitest", "@shunt+testing", "@shunt+dev", "@types+express"])
      expect(packages.filter(name => name.startsWith(tool))).toEqual([]);
  },
);

test("the image runs as nobody in particular, is stopped as the services expect it, and needs no other server to be built", () => {
  expect(dockerfile).toMatch(/^USER 10001:10001$/m);
  expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
  expect(dockerfile).not.toMatch(/^#\s*syntax=/m);
  expect(dockerfile).toContain("ARG NODE_IMAGE=node:26-bookworm-slim");
  expect(dockerfile).not.toMatch(/SECRET|PASSWORD|_URL/);
});

test("what the Dockerfile copies is let into its build, and what is built or installed here is not", async () => {
  const allowed = readText(".dockerignore").split("\n");
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = ""]) => list.split(" "));

  for (const source of sources.filter(name => name !== ".")) expect(allowed).toContain(`!${source}`);
  expect(allowed).toEqual(expect.arrayContaining(["*", "**/node_modules", "**/dist"]));
  // Every package of the workspace, or its lockfile would not fit.
  const workspace = globSync(["services/*/package.json", "packages/*/package.json", "infra/*/package.json"], {
    cwd: root,
  });
  for (const manifest of workspace)
    expect(
      allowed.some(line => line.startsWith("!") && manifest.startsWith(`${line.slice(1)}/`)),
      manifest,
    ).toBe(true);
});

test.runIf(await hasDocker())(
  "an engine builds the images, and they answer for their health",
  {
    timeout: 900_000,
  },
  async () => {
    for (const service of services) {
      const tag = `shunt-${service}:test`;
      const file = ["--file", "infra/docker/Dockerfile", "--build-arg", `SERVICE=${service}`, "--tag", tag, "."];
      await runCommand("docker", ["build", ...file], { cwd: root, timeoutMs: 600_000 });
      const user = await runCommand("docker", ["run", "--rm", "--read-only", tag, "id", "-u"]);
      expect(user.trim()).toBe("10001");
      // Without its configuration it names what is missing, which shows that it starts.
      await expect(runCommand("docker", ["run", "--rm", "--read-only", tag])).rejects.toThrow("DATABASE_URL");
    }
  },
);

/** By the Dockerfile's own command. */
async function deploy(service: string): Promise<string> {
  const target = join(scratch, service);
  await rm(target, { recursive: true, force: true });
  const command = /^RUN (pnpm .*) deploy --prod \/app$/m.exec(dockerfile)?.[1];
  const script = `${command?.replaceAll(/"|\$\{SERVICE\}/g, found => (found === '"' ? "" : service))} deploy --prod ${target}`;
  await runCommand("/bin/sh", ["-c", script], { cwd: root, timeoutMs: 100_000 });
  return target;
}

function readCommand(): string[] {
  const [, command = "[]"] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  const [program, ...args] = JSON.parse(command) as string[];
  expect(program).toBe("node");
  return args;
}

/** What the image sets by itself. */
function readImageEnv(service: string): Record<string, string> {
  const [, block = ""] = /^ENV (NODE_ENV(?:.*\\\n)*.*)$/m.exec(dockerfile) ?? [];
  const pairs = [...block.matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]);
  return { ...Object.fromEntries(pairs), SHUNT_SERVICE: service };
}

function listFiles(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.map(({ parentPath, name }) => relative(directory, join(parentPath, name))).sort();
}

async function isReady(opsPort: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${opsPort}/readyz`).then(
    answer => answer.ok,
    () => false,
  );
}

async function end(child: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>(done => child.once("exit", done));
  child.kill("SIGTERM");
  return ended;
}
