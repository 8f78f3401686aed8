import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AdministratorMessage } from "@shunt/contracts/admin";
import { buildDashboard } from "../build-dashboard.ts";
import { Leftovers } from "../leftovers.ts";
import { makeOwnerOnly } from "../owner-only.ts";
import { checkStart } from "./check-start.ts";
import { choosePorts, releasePorts } from "./choose-ports.ts";
import { writeEnvFile } from "./env-file.ts";
import { type KeepRunningOptions, keepRunning } from "./keep-running.ts";
import type { Administrator } from "./report.ts";
import { type Directories, keepServerRunning, startServers } from "./servers.ts";
import { chooseVariables, toStoreVariables } from "./service-env.ts";
import {
  failWhenEnded,
  runToEnd,
  type ServiceProcess,
  type ServiceSpec,
  startService,
  untilReady,
} from "./service-process.ts";

/** Only for a management that cannot read accounts. */
const passwordTimeoutMs = 5_000;
const root = resolve(import.meta.dirname, "../../../..");

export interface Running {
  postgres: string;
  redis: string;
  /** Undefined: clicks stay in Postgres. */
  clickhouse: string | undefined;
  baseUrl: string;
  appUrl: string;
  admin: Administrator;
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

  // Takes as long as everything else, the first time; only management waits for it.
  const dashboard = provideDashboard(env, dirs, { stopping, print });
  stops.push(async () => void (await Promise.allSettled([dashboard])));
  const servers = await startServers(dirs, env, ports, { leftovers, stops, hasClickHouse, print });
  stopping.throwIfAborted();
  const chosen = { ...variables, ...toStoreVariables(env, servers) };
  const serviceEnv = { ...env, ...chosen, ...adminEnv };
  const envFile = join(dataDir, "env");
  // `npm run shunt` reads the chosen variables from this file, which exists only while the services run.
  await writeEnvFile(envFile, chosen);
  stops.push(() => rm(envFile, { force: true }));
  const specOf = (name: string, entry: string) => ({ name, entry: join(root, entry), env: serviceEnv, logDir, print });
  const redirect = { ...specOf("redirect", "services/redirect/src/main.ts"), opsPort: ports.REDIRECT_OPS_PORT };
  const management = { ...specOf("management", "services/management/src/main.ts"), opsPort: ports.MANAGEMENT_OPS_PORT };
  const worker = { ...specOf("worker", "services/worker/src/main.ts"), opsPort: ports.WORKER_OPS_PORT };
  await runToEnd(specOf("migrate", "services/management/src/migrate.ts"));
  stopping.throwIfAborted();

  const services: { spec: KeptSpec; service: ServiceProcess }[] = [];
  stops.push(() => stopAll(services.map(({ service }) => service.stop)));
  const startAndWait = async (spec: KeptSpec) => {
    stopping.throwIfAborted();
    const service = startService(spec);
    services.push({ spec, service });
    await Promise.race([untilReady(spec.opsPort, stopping), failWhenEnded(service, spec)]);
    return service;
  };
  const [managed] = await Promise.all([
    dashboard.then(dir => startAndWait({ ...management, env: { ...serviceEnv, DASHBOARD_DIR: dir } })),
    startAndWait(redirect),
    startAndWait(worker),
  ]);

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
    admin: { ...admin, hasThisPassword: await hasConfiguredPassword(managed) },
    dataDir,
  };
}

type Keep = Pick<KeepRunningOptions, "stopping" | "print">;
type KeptSpec = ServiceSpec & { opsPort: number };

/** Path of the given or built dashboard. Its failure counts where it is awaited, which another failure may prevent. */
function provideDashboard(env: NodeJS.ProcessEnv, { tools }: Directories, { stopping, print }: Keep): Promise<string> {
  if (env.DASHBOARD_DIR) return Promise.resolve(env.DASHBOARD_DIR);
  const built = buildDashboard(join(tools, "dashboard"), {
    compression: "fast",
    onBuild: () => print("Building the dashboard, once for each version …"),
    signal: stopping,
  });
  built.catch(() => {});
  return built;
}

/** Whether the administrator has the password that management was given, which it reports soon after it is ready. */
async function hasConfiguredPassword({ message }: ServiceProcess): Promise<boolean> {
  const unknown = sleep(passwordTimeoutMs, undefined, { ref: false });
  const reported = (await Promise.race([message, unknown])) as AdministratorMessage | undefined;
  return reported?.hasConfiguredPassword ?? true;
}

function keepServiceRunning(spec: KeptSpec, first: ServiceProcess, keep: Keep): () => Promise<void> {
  const start = async () => ({ ...startService(spec), ready: untilReady(spec.opsPort, keep.stopping) });
  return keepRunning(first, { ...keep, name: spec.name, start });
}

async function stopAll(stops: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.all(stops.map(stop => stop()));
}
