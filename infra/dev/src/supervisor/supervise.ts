import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildDashboard } from "../build-dashboard.ts";
import { Leftovers } from "../leftovers.ts";
import { makeOwnerOnly } from "../owner-only.ts";
import { checkStart } from "./check-start.ts";
import { choosePorts, releasePorts } from "./choose-ports.ts";
import { writeEnvFile } from "./env-file.ts";
import { type KeepRunningOptions, keepRunning } from "./keep-running.ts";
import { type Directories, keepServerRunning, startServers } from "./servers.ts";
import { chooseVariables, toStoreVariables } from "./service-env.ts";
import { failWhenEnded, runToEnd, type ServiceSpec, startService, untilReady } from "./service-process.ts";

const root = resolve(import.meta.dirname, "../../../..");

export interface Running {
  postgres: string;
  redis: string;
  /** Undefined: clicks stay in Postgres. */
  clickhouse: string | undefined;
  baseUrl: string;
  appUrl: string;
  admin: { email: string; password: string };
  dataDir: string;
}

export interface SuperviseOptions {
  env: NodeJS.ProcessEnv;
  dirs: Directories;
  /** Receives a stop function for each started process, as soon as it runs. */
  stops: (() => Promise<void>)[];
  stopping: AbortSignal;
  /** Whether clicks go to ClickHouse, which is installed and started unless `CLICKHOUSE_URL` names a server. */
  hasClickHouse: boolean;
  print: (line: string) => void;
}

/**
 * Checks the variables and the given stores, starts Postgres and Redis, migrates, starts the services and waits until they are ready. Adds each process to `stops` at
 * once, so that the caller can stop it even if a later step fails. Restarts processes that end from then on.
 *
 * @throws Error that names the process that did not start, with the end of its log; or the reason of `stopping`
 */
export async function supervise({
  env,
  dirs,
  stops,
  stopping,
  hasClickHouse,
  print,
}: SuperviseOptions): Promise<Running> {
  const dataDir = dirs.data;
  const logDir = join(dataDir, "logs");
  await makeOwnerOnly(dataDir);
  await makeOwnerOnly(logDir);
  const leftovers = new Leftovers(dataDir);
  const owner = await leftovers.reap();
  if (owner) throw new Error(`Shunt is already running as process ${owner.pid}. Stop it first.`);
  await leftovers.recordStarter();
  stops.push(() => leftovers.clear());

  const ports = await choosePorts({ env, hasClickHouse, file: join(dataDir, "ports.json"), print });
  stops.push(async () => releasePorts(ports));
  const { variables, baseUrl, appUrl, admin } = await chooseVariables(env, ports, dataDir);
  const adminEnv = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  await checkStart({ ...env, ...variables, ...adminEnv }, ports);
  stopping.throwIfAborted();

  // Takes as long as the stores, the first time.
  const [servers, dashboardDir] = await Promise.all([
    startServers(dirs, env, ports, { leftovers, stops, hasClickHouse, print }),
    env.DASHBOARD_DIR || buildDashboard(join(dirs.tools, "dashboard")),
  ]);
  stopping.throwIfAborted();
  const chosen = { ...variables, ...toStoreVariables(env, servers) };
  const serviceEnv = { ...env, ...chosen, ...adminEnv, DASHBOARD_DIR: dashboardDir };
  const envFile = join(dataDir, "env");
  // `npm run shunt` reads the chosen variables from this file, which exists only while the services run.
  await writeEnvFile(envFile, chosen);
  stops.push(() => rm(envFile, { force: true }));
  const specOf = (name: string, entry: string) => ({ name, entry: join(root, entry), env: serviceEnv, logDir, print });
  const specs = [
    { ...specOf("redirect", "services/redirect/src/main.ts"), opsPort: ports.REDIRECT_OPS_PORT },
    { ...specOf("management", "services/management/src/main.ts"), opsPort: ports.MANAGEMENT_OPS_PORT },
    { ...specOf("worker", "services/worker/src/main.ts"), opsPort: ports.WORKER_OPS_PORT },
  ];
  await runToEnd(specOf("migrate", "services/management/src/migrate.ts"));
  stopping.throwIfAborted();

  const services = specs.map(spec => ({ spec, service: startService(spec) }));
  stops.push(() => stopAll(services.map(({ service }) => service.stop)));
  const ready = Promise.all(specs.map(({ opsPort }) => untilReady(opsPort, stopping)));
  await Promise.race([ready, ...services.map(({ service, spec }) => failWhenEnded(service, spec))]);

  const keep = { stopping, print };
  const { postgres, redis, clickhouse } = servers;
  const keptServers = [
    keepServerRunning("postgres", postgres, leftovers, keep),
    keepServerRunning("redis", redis, leftovers, keep),
    ...(clickhouse ? [keepServerRunning("clickhouse", clickhouse, leftovers, keep)] : []),
  ];
  stops.push(() => stopAll(keptServers));
  const keptServices = services.map(({ spec, service }) => keepServiceRunning(spec, service, keep));
  stops.push(() => stopAll(keptServices));
  return {
    postgres: postgres.source,
    redis: redis.source,
    clickhouse: clickhouse?.source,
    baseUrl,
    appUrl,
    admin,
    dataDir,
  };
}

type Keep = Pick<KeepRunningOptions, "stopping" | "print">;

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
