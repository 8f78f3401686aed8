import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Leftovers } from "../leftovers.ts";
import { makeOwnerOnly } from "../owner-only.ts";
import { readOrMakeSecret } from "../secret-file.ts";
import { writeEnvFile } from "./env-file.ts";
import { type KeepRunningOptions, keepRunning } from "./keep-running.ts";
import { type Directories, keepServerRunning, startServers } from "./servers.ts";
import { chooseServicePorts } from "./service-ports.ts";
import { failWhenEnded, runToEnd, type ServiceSpec, setLogAside, startService, untilReady } from "./service-process.ts";

const root = resolve(import.meta.dirname, "../../../..");

/** Everything that runs. */
export interface Running {
  postgres: string;
  redis: string;
  baseUrl: string;
  appUrl: string;
  /** Whom the services have been told to make an administrator. */
  admin: { email: string; password: string };
  dataDir: string;
}

export interface SuperviseOptions {
  env: NodeJS.ProcessEnv;
  dirs: Directories;
  /** Takes how to end what was started, as soon as it was. */
  stops: (() => Promise<void>)[];
  stopping: AbortSignal;
  /** Prints a line for the operator. */
  say: (line: string) => void;
}

/**
 * Starts Postgres and Redis, migrates, starts the services and waits until they are ready. What has been started is put
 * into `stops` at once, so that the caller can end it however far this came. From then on, what dies is started again.
 *
 * @throws Error that names what did not start, with the end of its log; or the signal's reason once `stopping` aborts.
 */
export async function supervise({ env, dirs, stops, stopping, say }: SuperviseOptions): Promise<Running> {
  const dataDir = dirs.data;
  const logDir = join(dataDir, "logs");
  await makeOwnerOnly(dataDir);
  await makeOwnerOnly(logDir);
  const leftovers = new Leftovers(dataDir);
  const owner = await leftovers.reap();
  if (owner) throw new Error(`Shunt runs already, as process ${owner.pid}; stop it first.`);
  await leftovers.noteStarter();
  stops.push(() => leftovers.clear());

  const ports = await chooseServicePorts(env);
  const servers = await startServers(dirs, env, leftovers, stops);
  stopping.throwIfAborted();
  const baseUrl = env.BASE_URL || `http://localhost:${ports.REDIRECT_PORT}`;
  const appUrl = env.APP_URL || `http://localhost:${ports.MANAGEMENT_PORT}`;
  const admin = {
    email: env.ADMIN_EMAIL || "admin@example.com",
    password: env.ADMIN_PASSWORD || (await readOrMakeSecret(join(dataDir, "admin-password"), drawPassword)),
  };
  const redisPassword = servers.redis.password ?? env.REDIS_PASSWORD;
  const chosen: Record<string, string> = {
    CLICK_SPOOL_DIR: env.CLICK_SPOOL_DIR || join(dataDir, "spool"),
    MEDIA_DIR: env.MEDIA_DIR || join(dataDir, "media"),
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    BASE_URL: baseUrl,
    APP_URL: appUrl,
    DATABASE_URL: servers.postgres.url,
    REDIS_URL: servers.redis.url,
    ...(redisPassword && { REDIS_PASSWORD: redisPassword }),
    // For the Redis that is started here no other one counts; for one that is given, its own does.
    REDIS_PASSWORD_FILE: servers.redis.password ? "" : (env.REDIS_PASSWORD_FILE ?? ""),
    SECRET_KEY: env.SECRET_KEY || (await readOrMakeSecret(join(dataDir, "secret-key"), drawSecret)),
  };
  const serviceEnv = { ...env, ...chosen, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  const envFile = join(dataDir, "env");
  // What the services were given that is known nowhere else, for the operator's command. There while they run.
  await writeEnvFile(envFile, chosen);
  stops.push(() => rm(envFile, { force: true }));
  const specOf = (name: string, entry: string) => ({ name, entry: join(root, entry), env: serviceEnv, logDir });
  const specs = [
    { ...specOf("redirect", "services/redirect/src/main.ts"), opsPort: ports.REDIRECT_OPS_PORT },
    { ...specOf("management", "services/management/src/main.ts"), opsPort: ports.MANAGEMENT_OPS_PORT },
    { ...specOf("worker", "services/worker/src/main.ts"), opsPort: ports.WORKER_OPS_PORT },
  ];
  for (const name of ["migrate", ...specs.map(({ name }) => name)]) await setLogAside(logDir, name);
  await runToEnd(specOf("migrate", "services/management/src/migrate.ts"));
  stopping.throwIfAborted();

  const services = specs.map(spec => ({ spec, service: startService(spec) }));
  stops.push(() => stopAll(services.map(({ service }) => service.stop)));
  const ready = Promise.all(specs.map(({ opsPort }) => untilReady(opsPort, stopping)));
  await Promise.race([ready, ...services.map(({ service, spec }) => failWhenEnded(service, spec))]);

  const keep = { stopping, say };
  const { postgres, redis } = servers;
  const keptServers = [
    keepServerRunning("postgres", postgres, leftovers, keep),
    keepServerRunning("redis", redis, leftovers, keep),
  ];
  stops.push(() => stopAll(keptServers));
  const keptServices = services.map(({ spec, service }) => keepServiceRunning(spec, service, keep));
  stops.push(() => stopAll(keptServices));
  return { postgres: postgres.rung, redis: redis.rung, baseUrl, appUrl, admin, dataDir };
}

type Keep = Pick<KeepRunningOptions, "stopping" | "say">;

function keepServiceRunning(
  spec: ServiceSpec & { opsPort: number },
  first: ReturnType<typeof startService>,
  keep: Keep,
): () => Promise<void> {
  const start = async () => ({ ...startService(spec), ready: untilReady(spec.opsPort, keep.stopping) });
  return keepRunning(first, { ...keep, name: spec.name, start });
}

async function stopAll(stops: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.all(stops.map(stop => stop()));
}

function drawPassword(): string {
  return randomBytes(12).toString("base64url");
}

function drawSecret(): string {
  return randomBytes(32).toString("hex");
}
