import { mkdtempSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCommand } from "@shunt/dev";
import Ajv2019 from "ajv/dist/2019.js";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { findTool } from "../find-tool.ts";
import { readText, readYaml } from "../repository.ts";
import {
  loadMigrationConfig,
  loadServiceConfig,
  nodeVariables,
  readDefaultPort,
  readStopSeconds,
  type Service,
  services,
} from "../service-config.ts";
import { type ComposeService, interpolate, readComposeFile, readEnvExample, readVariables } from "./compose-file.ts";

const compose = readComposeFile();
const all = Object.entries(compose.services);
const filledIn = {
  ...readEnvExample(),
  SECRET_KEY: "5e".repeat(32),
  POSTGRES_PASSWORD: "secret",
  GRAFANA_PASSWORD: "x",
};
const secretsDir = mkdtempSync(join(tmpdir(), "shunt-secrets-"));
const secretFiles = {
  "database-url": "postgres://shunt_service:secret@postgres:5432/shunt",
  "redis-password": "secret",
};
for (const [name, text] of Object.entries(secretFiles)) writeFileSync(join(secretsDir, name), text);
afterAll(() => rm(secretsDir, { recursive: true }));

const stores = ["postgres", "redis-cache", "redis-queue", "clickhouse"];

test("docker-compose.yml conforms to the schema of the Compose specification", async ({ skip }) => {
  const tool = await findTool("docker-compose", "docker-compose");
  if ("missing" in tool || !tool.path.includes(".shunt"))
    return skip("the Debian package with the schema is not available");
  const schemaFile = join(dirname(tool.path), "../lib/python3/dist-packages/compose/config/compose_spec.json");
  const ajv = new Ajv2019.default({ strict: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(await readFile(schemaFile, "utf8"), withoutIds));

  const rest = asOf2021();
  expect(validate(rest), JSON.stringify(validate.errors, null, 2)).toBe(true);
  expect(validate({ ...rest, servicess: {} })).toBe(false);
});

test(".env.example lists the required variables of docker-compose.yml, and a missing secret is an error", () => {
  const example = readEnvExample();
  const variables = readVariables();

  expect(() => interpolate(readText("docker-compose.yml"), filledIn)).not.toThrow();
  for (const [name, how] of variables) if (how === "required") expect(Object.keys(example)).toContain(name);
  // Compose itself reads these.
  expect(Object.keys(example).filter(name => !variables.has(name))).toEqual([
    "COMPOSE_PROFILES",
    "COMPOSE_PROJECT_NAME",
  ]);
  for (const secret of ["SECRET_KEY", "POSTGRES_PASSWORD", "GRAFANA_PASSWORD"]) {
    expect(example[secret]).toBe("");
    expect(() => interpolate(readText("docker-compose.yml"), { ...filledIn, [secret]: "" })).toThrow(secret);
  }
});

test("docker-compose.yml gives services a valid environment without unknown variables", async () => {
  const known = new Set(nodeVariables);
  for (const service of services) for (const name of await loadServiceConfig(service, toEnv(service))) known.add(name);

  for (const service of services) expect(Object.keys(toEnv(service)).filter(name => !known.has(name))).toEqual([]);
});

test.each(services)("docker-compose.yml sets every variable of %s, or passes that of .env on", async service => {
  const { environment = {} } = compose.services[service] ?? {};

  const missing = [...(await loadServiceConfig(service, toEnv(service)))].filter(
    name => !(name in environment) && !(`${name}_FILE` in environment) && !fixed.includes(name.replace(/_FILE$/, "")),
  );

  expect(missing.filter(name => !name.endsWith("_FILE"))).toEqual([]);
});

test("docker-compose.yml gives services the defaults of .env.example", () => {
  const withoutValue = Object.fromEntries(Object.entries(filledIn).filter(([name]) => !defaults.includes(name)));

  for (const [name, value] of Object.entries(filledIn))
    if (defaults.includes(name) && name !== "COMPOSE_PROJECT_NAME")
      for (const used of readText("docker-compose.yml").match(new RegExp(`\\$\\{${name}:-[^}]*\\}`, "g")) ?? [])
        expect(interpolate(used, withoutValue), name).toBe(value);
});

test("docker-compose.yml trusts exactly the subnets of front, in IPv4 and IPv6", () => {
  const subnets = compose.networks.front?.ipam?.config.map(({ subnet }) => subnet) ?? [];

  expect(subnets.map(subnet => interpolate(subnet, {}))).toEqual([
    expect.stringMatching(/^10\./),
    expect.stringMatching(/^fd/),
  ]);
  expect(interpolate(compose.networks.front?.enable_ipv6 ?? "", {})).toBe("true");
  for (const service of ["redirect", "management"])
    expect(compose.services[service]?.environment?.TRUSTED_PROXIES).toBe(subnets.join(","));
});

test("docker-compose.yml builds every image once, and gives each build the same secrets", () => {
  const built = all.filter(([, { build }]) => build);

  expect(new Set(built.map(([, { image }]) => image)).size).toBe(built.length);
  const secrets = [...readText("infra/docker/Dockerfile").matchAll(/--mount=type=secret,id=([\w-]+)/g)];
  expect(new Set(secrets.map(([, id]) => id))).toEqual(new Set(Object.keys(compose.secrets)));
  for (const [name, { build }] of built) expect(build?.secrets, name).toEqual(Object.keys(compose.secrets));
  // Without a file of the operator's, a build gets an empty one.
  for (const { file } of Object.values(compose.secrets)) expect(interpolate(file, {})).toBe("/dev/null");
});

test("docker-compose.yml runs migrate before the services, without unknown variables", async () => {
  const known = await loadMigrationConfig(toEnv("migrate"));

  expect(known).toContain("DATABASE_URL");
  expect(Object.keys(toEnv("migrate")).filter(name => !known.has(name))).toEqual([]);
  for (const service of services)
    expect(compose.services[service]?.depends_on).toMatchObject({
      migrate: { condition: "service_completed_successfully" },
    });
});

test("docker-compose.yml publishes only the proxy, and gives the stores an internal network", () => {
  for (const [name, { ports = [], networks = [], network_mode }] of all) {
    const isPublic = ports.some(port => !port.startsWith("127.0.0.1:"));
    expect(isPublic, name).toBe(name === "proxy");
    expect(networks.length > 0, name).toBe(network_mode !== "none");
    if (stores.includes(name)) expect(networks).toEqual(["stores"]);
    else if (!isOurs(name)) expect(networks).not.toContain("stores");
  }
  expect(compose.networks.stores).toMatchObject({ internal: true });
});

test.each(all)(
  "%s in docker-compose.yml is read-only without capabilities, and has a health check and a restart policy unless it is a job",
  (name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.security_opt).toEqual(["no-new-privileges:true"]);
    const isJob = jobs.includes(name);
    expect(service.restart).toBe(isJob ? "no" : "unless-stopped");
    const isWatched = service.build !== undefined || service.healthcheck?.test !== undefined;
    expect(isWatched && !service.healthcheck?.disable).toBe(!isJob);
    // A start waits for health checks, which are every 10 s later on.
    if (!isJob) expect(service.healthcheck).toMatchObject({ start_interval: "1s", start_period: "60s" });
  },
);

test.each(all)("%s in docker-compose.yml has a fixed image version", (_name, { image, build, pull_policy }) => {
  const isOurOwn = build !== undefined || pull_policy === "never";
  if (isOurOwn) expect(image).toMatch(/^shunt-\w+:\$\{SHUNT_VERSION:-local\}$/);
  else expect(image).toMatch(/^\$\{[A-Z]+_IMAGE:-[\w./-]+:v?\d+(\.\d+)*(-\w+)?\}$/);
});

test("docker-compose.yml gives services generated secrets and a Postgres role that is no superuser", () => {
  for (const service of [...services, "migrate", "shunt"]) {
    const { environment = {}, volumes } = compose.services[service] ?? {};
    expect(volumes, service).toContain("secrets:/run/secrets/shunt:ro");
    expect(Object.keys(environment), service).not.toContain("POSTGRES_PASSWORD");
    expect(environment.DATABASE_URL_FILE, service).toBe("/run/secrets/shunt/database-url");
  }
});

test("make-secrets.sh generates each secret once, readable only by its owner", async () => {
  const dir = await mkdtemp(join(tmpdir(), "shunt-secrets-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  // The test may run without root, so files keep their owner.
  const script = readText("infra/docker/make-secrets.sh")
    .replace("/run/secrets/shunt", dir)
    .replace('chown "$2" "$1.new"', ":");
  const makeSecrets = () => runCommand("/bin/sh", ["-c", script]);
  const read = async (name: string) => readFile(join(dir, name), "utf8");

  await makeSecrets();
  const first = await Promise.all((await readdir(dir)).sort().map(async name => [name, await read(name)]));
  await makeSecrets();
  const second = await Promise.all((await readdir(dir)).sort().map(async name => [name, await read(name)]));

  expect(second).toEqual(first);
  expect(Object.fromEntries(first)).toEqual({
    "database-url": `postgres://shunt_service:${await read("service-password")}@postgres:5432/shunt`,
    "redis-password": expect.stringMatching(/^[0-9a-f]{48}$/),
    "redis.conf": `requirepass ${await read("redis-password")}\n`,
    "service-password": expect.stringMatching(/^[0-9a-f]{48}$/),
  });
  for (const name of await readdir(dir)) expect((await stat(join(dir, name))).mode & 0o777, name).toBe(0o400);
});

test("docker-compose.yml gives services more time to stop than they need", () => {
  const needed = readStopSeconds();

  expect(needed).toBeGreaterThan(0);
  for (const service of services)
    expect(Number.parseInt(compose.services[service]?.stop_grace_period ?? "", 10)).toBeGreaterThan(needed);
});

test("docker-compose.yml makes the queue's Redis durable without eviction, and the cache's Redis an LRU cache", () => {
  const queue = toSettings(compose.services["redis-queue"]);
  const cache = toSettings(compose.services["redis-cache"]);

  expect(queue).toMatchObject({ appendonly: "yes", appendfsync: "everysec", "maxmemory-policy": "noeviction" });
  expect(compose.services["redis-queue"]?.volumes).toContain("queue:/data");
  expect(cache).toMatchObject({ appendonly: "no", "maxmemory-policy": "allkeys-lru" });
  expect(cache.maxmemory).toMatch(/mb/);
});

test("prometheus.yml scrapes the ops port of every service, and Grafana uses that Prometheus", () => {
  const [prometheus] = readYaml("infra/prometheus/prometheus.yml") as [
    { scrape_configs: { job_name: string; dns_sd_configs?: { names: string[]; port: number }[] }[] },
  ];
  const [source] = readYaml("infra/grafana/provisioning/datasources/prometheus.yaml") as [
    { datasources: { url: string }[] },
  ];

  for (const service of services) {
    const job = prometheus.scrape_configs.find(({ job_name }) => job_name === `shunt-${service}`);
    const port = readDefaultPort(`${service.toUpperCase()}_OPS_PORT`);
    expect(job?.dns_sd_configs?.[0]).toMatchObject({ names: [service], port });
    expect(compose.services[service]?.networks).toContain("ops");
  }
  expect(source.datasources[0]?.url).toBe("http://prometheus:9090");
});

test("docker-compose.yml declares exactly the volumes and networks it uses", () => {
  const named = all.flatMap(([, { volumes = [] }]) => volumes.map(volume => volume.split(":")[0] ?? ""));
  const volumes = named.filter(name => !/^[.$]/.test(name));
  const networks = all.flatMap(([, service]) => service.networks ?? []);

  expect(new Set(volumes)).toEqual(new Set(Object.keys(compose.volumes)));
  expect(new Set(networks)).toEqual(new Set(Object.keys(compose.networks)));
});

/** Services that run to their end. */
const jobs = ["migrate", "shunt", "secrets", "service-role", "backup-dir"];

/** Variables of services that docker-compose.yml or the images decide. */
const fixed = [
  ...["DATABASE_URL", "REDIS_URL", "CLICK_SPOOL_DIR", "MEDIA_DIR", "DASHBOARD_DIR"],
  ...["REDIRECT_PORT", "MANAGEMENT_PORT", "OPS_HOST", "REDIRECT_OPS_PORT", "MANAGEMENT_OPS_PORT", "WORKER_OPS_PORT"],
  // One name for all services would make their traces indistinguishable.
  "OTEL_SERVICE_NAME",
];

/** Variables of .env.example that have a default in docker-compose.yml. */
const defaults = Object.keys(readEnvExample()).filter(name =>
  /_REPLICAS$|^SHUNT_VERSION$|^GRAFANA_PORT$|^FRONT_|_MEMORY$/.test(name),
);

/** The Compose file without fields that are newer than the schema, which dates from 2021. */
function asOf2021() {
  const { name: _name, ...rest } = structuredClone(compose);
  for (const { build, healthcheck, deploy, depends_on = [] } of Object.values(rest.services)) {
    for (const dependency of Object.values(depends_on)) if (typeof dependency === "object") delete dependency.required;
    delete build?.secrets;
    delete healthcheck?.start_interval;
    if (deploy) delete deploy.replicas;
  }
  delete rest.networks.front?.enable_ipv6;
  return rest;
}

/** Removes the `id` and `$schema` of an older JSON Schema draft. */
function withoutIds(key: string, value: unknown): unknown {
  return typeof value === "string" && (key === "id" || key === "$schema") ? undefined : value;
}

function isOurs(name: string): boolean {
  return [...services, ...jobs].includes(name);
}

/** The interpolated environment of a service, with the paths of secrets replaced by those of test files. */
function toEnv(name: Service | "migrate"): Record<string, string> {
  const environment = compose.services[name]?.environment ?? {};
  return Object.fromEntries(
    Object.entries(environment).flatMap(([variable, value]) => {
      if (value === null) return variable in filledIn ? [[variable, filledIn[variable as keyof typeof filledIn]]] : [];
      return [[variable, interpolate(value, filledIn).replace("/run/secrets/shunt", secretsDir)]];
    }),
  );
}

/** `redis-server <file> --name value …` */
function toSettings(service: ComposeService | undefined): Record<string, string> {
  const [, file, ...args] = service?.command ?? [];
  expect(file).toBe("/run/secrets/shunt/redis.conf");
  const names = args.filter((_value, i) => i % 2 === 0);
  return Object.fromEntries(names.map((name, i) => [name.replace("--", ""), args[2 * i + 1] ?? ""]));
}
