import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Leftovers } from "../leftovers.ts";
import { readOrMakeSecret } from "../secret-file.ts";
import { writeEnvFile } from "./env-file.ts";
import { startServers } from "./servers.ts";
import { chooseServicePorts } from "./service-ports.ts";
import { runToEnd, type ServiceProcess, startService, untilReady } from "./service-process.ts";

const root = resolve(import.meta.dirname, "../../../..");
const dataDir = join(root, ".shunt");
const logDir = join(dataDir, "logs");
/** What the services were given that nobody else knows, for the operator's command. There while they run. */
const envFile = join(dataDir, "env");

/** Everything that runs, and how to end it. */
export interface Running {
  postgres: string;
  redis: string;
  baseUrl: string;
  appUrl: string;
  /** Whom the services have been told to make an administrator. */
  admin: { email: string; password: string };
  dataDir: string;
  /** Rejects when a service ends by itself. */
  failure: Promise<never>;
}

/**
 * Starts Postgres and Redis, migrates, starts the services and waits until they are ready. What has been started is put
 * into `stops` at once, so that the caller can end it however far this came.
 *
 * @throws Error that names what did not start, with the end of its log; or the signal's reason once `stopping` aborts.
 */
export async function supervise(
  env: NodeJS.ProcessEnv,
  stops: (() => Promise<void>)[],
  stopping: AbortSignal,
): Promise<Running> {
  await mkdir(logDir, { recursive: true });
  const leftovers = new Leftovers(dataDir);
  const owner = await leftovers.reap();
  if (owner) throw new Error(`Shunt runs already, as process ${owner.pid}; stop it first.`);
  await leftovers.noteStarter();
  stops.push(() => leftovers.clear());

  const ports = await chooseServicePorts(env);
  const servers = await startServers(dataDir, env, leftovers, stops);
  stopping.throwIfAborted();
  const baseUrl = env.BASE_URL || `http://localhost:${ports.REDIRECT_PORT}`;
  const appUrl = env.APP_URL || `http://localhost:${ports.MANAGEMENT_PORT}`;
  const admin = {
    email: env.ADMIN_EMAIL || "admin@example.com",
    password: env.ADMIN_PASSWORD || (await readOrMakeSecret(join(dataDir, "admin-password"), drawPassword)),
  };
  const chosen: Record<string, string> = {
    CLICK_SPOOL_DIR: env.CLICK_SPOOL_DIR || join(dataDir, "spool"),
    MEDIA_DIR: env.MEDIA_DIR || join(dataDir, "media"),
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    BASE_URL: baseUrl,
    APP_URL: appUrl,
    DATABASE_URL: servers.postgres.url,
    REDIS_URL: servers.redis.url,
    SECRET_KEY: env.SECRET_KEY || (await readOrMakeSecret(join(dataDir, "secret-key"), drawSecret)),
  };
  const serviceEnv = { ...env, ...chosen, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  await writeEnvFile(envFile, chosen);
  stops.push(() => rm(envFile, { force: true }));
  const specOf = (name: string, entry: string) => ({ name, entry: join(root, entry), env: serviceEnv, logDir });
  await runToEnd(specOf("migrate", "services/management/src/migrate.ts"));
  stopping.throwIfAborted();

  const services = ["redirect", "management", "worker"].map(name =>
    startService(specOf(name, `services/${name}/src/main.ts`)),
  );
  stops.push(() => stopServices(services));
  const failure = Promise.race(services.map(service => service.ended));
  const opsPorts = [ports.REDIRECT_OPS_PORT, ports.MANAGEMENT_OPS_PORT, ports.WORKER_OPS_PORT];
  await Promise.race([failure, Promise.all(opsPorts.map(port => untilReady(port, stopping)))]);
  return { postgres: servers.postgres.rung, redis: servers.redis.rung, baseUrl, appUrl, admin, dataDir, failure };
}

async function stopServices(services: readonly ServiceProcess[]): Promise<void> {
  await Promise.all(services.map(service => service.stop()));
}

function drawPassword(): string {
  return randomBytes(12).toString("base64url");
}

function drawSecret(): string {
  return randomBytes(32).toString("hex");
}
