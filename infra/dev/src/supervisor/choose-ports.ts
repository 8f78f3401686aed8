import { readFile, writeFile } from "node:fs/promises";
import { claimPort, releasePort } from "../claim-port.ts";

/** Ports of the services, by the variable that chooses them, and of the stores. */
const defaults = {
  REDIRECT_PORT: { port: 8000, user: "Short links use" },
  MANAGEMENT_PORT: { port: 8001, user: "The API uses" },
  REDIRECT_OPS_PORT: { port: 9000, user: "Metrics of the redirect service use" },
  MANAGEMENT_OPS_PORT: { port: 9001, user: "Metrics of the management service use" },
  WORKER_OPS_PORT: { port: 9002, user: "Metrics of the worker use" },
  postgres: { port: 55_432, user: "Postgres uses" },
  redis: { port: 56_379, user: "Redis uses" },
  clickhouse: { port: 58_123, user: "ClickHouse uses" },
} as const;

type Name = keyof typeof defaults;

/** Variables that name a store elsewhere, which needs no port here. */
const urls: Partial<Record<Name, string>> = {
  postgres: "DATABASE_URL",
  redis: "REDIS_URL",
  clickhouse: "CLICKHOUSE_URL",
};

const allNames = Object.keys(defaults) as Name[];
const reserved: ReadonlySet<number> = new Set(allNames.map(name => defaults[name].port));

export type Ports = Record<Name, number>;

export interface ChoosePortsOptions {
  env: NodeJS.ProcessEnv;
  /** Whether clicks go to a ClickHouse of this machine (default: no). */
  hasClickHouse?: boolean;
  /** Ports of the last start, which are used again: short links contain one. */
  file: string;
  /** Prints a line for the operator. */
  print: (line: string) => void;
}

/**
 * Chooses and reserves the ports: those from the environment, else those of the last start or the defaults. Replaces a port in
 * use by the next free one.
 *
 * @throws Error if a port from the environment is in use or invalid
 */
export async function choosePorts({ env, hasClickHouse = false, file, print }: ChoosePortsOptions): Promise<Ports> {
  const saved = await readSaved(file);
  const wanted = allNames.filter(name => name !== "clickhouse" || hasClickHouse);
  const names = wanted.filter(name => !(urls[name] && env[urls[name]]));
  const chosen: Partial<Ports> = {};
  try {
    // One after the other, so that the choice does not depend on timing; given ports first, because they have no replacement.
    for (const name of names) {
      const given = readGiven(name, env);
      if (given) chosen[name] = await claimGiven(name, given, chosen);
    }
    for (const name of names) chosen[name] ??= await claimOrReplace(name, saved[name], print);
  } catch (err) {
    releasePorts(chosen);
    throw err;
  }
  const kept = names.filter(name => !readGiven(name, env)).map(name => [name, chosen[name]]);
  await writeFile(file, `${JSON.stringify({ ...saved, ...Object.fromEntries(kept) })}\n`);
  const unused = { postgres: defaults.postgres.port, redis: defaults.redis.port, clickhouse: defaults.clickhouse.port };
  return { ...unused, ...chosen } as Ports;
}

export function releasePorts(ports: Partial<Ports>): void {
  for (const port of Object.values(ports)) releasePort(port);
}

function readGiven(name: Name, env: NodeJS.ProcessEnv): string | undefined {
  return isVariable(name) ? env[name] : undefined;
}

function isVariable(name: Name): boolean {
  return name === name.toUpperCase();
}

async function claimGiven(name: Name, wanted: string, chosen: Partial<Ports>): Promise<number> {
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${name}=${wanted} is not a port. Use 1 to 65535.`);
  const twin = allNames.find(other => chosen[other] === port);
  if (twin) throw new Error(`${twin} and ${name} are both ${port}. Choose a port of its own for each.`);
  if (!(await claimPort(port))) throw new Error(`${name}=${wanted} is in use by another program.`);
  return port;
}

async function claimOrReplace(name: Name, saved: number | undefined, print: (line: string) => void): Promise<number> {
  const { port: preferred, user } = defaults[name];
  const wanted = saved ?? preferred;
  if (await claimPort(wanted)) return wanted;
  for (let port = preferred + 1; port <= 65_535; port++) {
    if (reserved.has(port) || !(await claimPort(port))) continue;
    const advice = isVariable(name) ? ` Set ${name} to choose another.` : "";
    print(`Port ${wanted} is in use by another program. ${user} ${port} from now on.${advice}`);
    return port;
  }
  throw new Error(`no free port above ${preferred}`);
}

async function readSaved(file: string): Promise<Partial<Ports>> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    // Missing in the first start.
    return {};
  }
}
