import { globSync, readdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { runCommand } from "@shunt/dev";
import { createTestDatabase, startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readText, root } from "./repository.ts";
import { services } from "./service-config.ts";
import { startService } from "./start-service.ts";

const healthcheck = join(root, "infra/docker/healthcheck.mjs");
const dockerfile = readText("infra/docker/Dockerfile");

let scratch: string;
let redis: TestRedis;
let env: Record<string, string>;

/** Long, as a busy machine takes minutes. */
const compileTimeoutMs = 900_000;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "shunt-images-"));
  redis = await startTestRedis();
  const database = await createTestDatabase();
  env = { DATABASE_URL: database.url, REDIS_URL: redis.url, SECRET_KEY: "5e".repeat(32) };
  await runCommand(
    join(root, "node_modules/.bin/tsc"),
    ["-b", ...services.map(name => `services/${name}`), "infra/operator"],
    {
      cwd: root,
      timeoutMs: compileTimeoutMs,
    },
  );
}, compileTimeoutMs);

afterAll(async () => {
  await redis?.stop();
  await rm(scratch, { recursive: true, force: true });
});

test.each(services)(
  "the image of %s contains a service that starts with Node alone, writes no file and stops cleanly",
  async service => {
    const app = await deploy(service);
    const files = listFiles(app);
    const image = readImageEnv(service);
    const dashboard = image.DASHBOARD_DIR?.replace("/app", app);
    const own = {
      ...image,
      ...(dashboard && { DASHBOARD_DIR: dashboard }),
      ...env,
      CLICK_SPOOL_DIR: join(scratch, "spool"),
    };
    if (service === "management") await runCommand(process.execPath, ["dist/migrate.js"], { cwd: app, env: own });

    const started = await startService(service, { args: readCommand(), cwd: app, env: own });
    const checkHealth = () => runCommand(process.execPath, [healthcheck], { env: started.env });
    await checkHealth();
    expect(await started.stop()).toBe(0);

    expect(listFiles(app)).toEqual(files);
    await expect(checkHealth()).rejects.toThrow("ECONNREFUSED");
  },
);

test.each(services)(
  "the image of %s contains no tests, sources, types, source maps or development packages",
  async service => {
    const app = await deploy(service);

    const files = listFiles(app);
    const ours = files.filter(file => /^(?!node_modules)|\/node_modules\/@shunt\/[^/]+\/(?!node_modules)/.test(file));
    expect(ours).toContain("dist/main.js");
    expect(ours.some(file => file.endsWith("/@shunt/runtime/dist/config/config.js"))).toBe(true);
    expect(ours.filter(file => /\.test\.|\/testing\/|\.env/.test(file))).toEqual([]);
    expect(files.filter(file => /\.(map|[mc]?ts|md)$/.test(file) && !isDirectory(join(app, file)))).toEqual([]);
    const packages = files.flatMap(file => /^node_modules\/\.pnpm\/([^/]+)@/.exec(file)?.[1] ?? []);
    expect(packages).toContain("zod");
    for (const tool of ["typescript", "vitest", "@shunt+testing", "@shunt+dev", "@types+express"])
      expect(packages.filter(name => name.startsWith(tool))).toEqual([]);
  },
);

test("the image of the operator contains the shunt command and runs with Node alone", async () => {
  const app = await deploy("operator");

  const help = await runCommand(process.execPath, ["dist/cli.js", "--help"], {
    cwd: app,
    env,
  });
  await runCommand(process.execPath, ["dist/cli.js", "migrate"], { cwd: app, env });

  for (const command of ["doctor", "migrate", "clicks redrive", "cache flush"]) expect(help).toContain(command);
});

test("the Dockerfile uses an unprivileged user, SIGTERM, no external syntax image and no secrets", () => {
  expect(dockerfile).toMatch(/^USER 10001:10001$/m);
  expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
  expect(dockerfile).not.toMatch(/^#\s*syntax=/m);
  expect(dockerfile).toContain("ARG NODE_IMAGE=node:26-bookworm-slim");
  expect(dockerfile).not.toMatch(/SECRET|PASSWORD|_URL/);
});

test(".dockerignore admits what the Dockerfile copies and excludes build output and node_modules", async () => {
  const allowed = readText(".dockerignore").split("\n");
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list = ""]) => list.split(" "));

  for (const source of sources.filter(name => name !== "."))
    expect(
      allowed.some(line => line === `!${source}` || (line.startsWith("!") && source.startsWith(`${line.slice(1)}/`))),
      source,
    ).toBe(true);
  expect(allowed).toEqual(expect.arrayContaining(["*", "**/node_modules", "**/dist"]));
  // The lockfile requires every package of the workspace.
  const workspace = globSync(["services/*/package.json", "packages/*/package.json", "infra/*/package.json"], {
    cwd: root,
  });
  for (const manifest of workspace)
    expect(
      allowed.some(line => line.startsWith("!") && manifest.startsWith(`${line.slice(1)}/`)),
      manifest,
    ).toBe(true);
});

/** Deploys a service with the commands of the Dockerfile. Returns the directory. */
async function deploy(service: string): Promise<string> {
  const target = join(scratch, service);
  await rm(target, { recursive: true, force: true });
  const command = /^RUN (pnpm .*) deploy --prod \/app$/m.exec(dockerfile)?.[1];
  const script = `${command?.replaceAll(/"|\$\{SERVICE\}/g, found => (found === '"' ? "" : service))} deploy --prod ${target}`;
  const dashboard = /^RUN (if .* build \/app\/dashboard; fi)$/m.exec(dockerfile)?.[1]?.replace("/app", target);
  const remove = /^RUN (find \/app .* -delete)$/m.exec(dockerfile)?.[1]?.replace("/app", target);
  await runCommand("/bin/sh", ["-c", `SERVICE=${service}; ${script} && ${dashboard} && ${remove}`], {
    cwd: root,
  });
  return target;
}

function readCommand(): string[] {
  const [, command = "[]"] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  const [program, ...args] = JSON.parse(command) as string[];
  expect(program).toBe("node");
  return args;
}

function readImageEnv(service: string): Record<string, string> {
  const [, block = ""] = /^ENV (NODE_ENV(?:.*\\\n)*.*)$/m.exec(dockerfile) ?? [];
  const pairs = [...block.matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]);
  return { ...Object.fromEntries(pairs), SHUNT_SERVICE: service };
}

function isDirectory(path: string): boolean {
  return statSync(path).isDirectory();
}

function listFiles(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.map(({ parentPath, name }) => relative(directory, join(parentPath, name))).sort();
}
