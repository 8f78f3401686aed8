import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readText, root } from "./repository.ts";

export const services = ["redirect", "management", "worker"] as const;

export type Service = (typeof services)[number];

type Env = Record<string, string | undefined>;

/**
 * Loads the configuration of a service as the service does. Returns the names of all variables that it reads.
 *
 * @throws Error that names every invalid variable
 */
export async function loadServiceConfig(service: Service, env: Env): Promise<Set<string>> {
  return findVariables(service, `load${service[0]?.toUpperCase()}${service.slice(1)}Config`, env);
}

/** Like `loadServiceConfig`, for `migrate.ts` of management. */
export async function loadMigrationConfig(env: Env): Promise<Set<string>> {
  return findVariables("management", "loadMigrationConfig", env);
}

async function findVariables(service: Service, loader: string, env: Env): Promise<Set<string>> {
  const url = pathToFileURL(join(root, "services", service, "src/config.ts")).href;
  const loaders = (await import(url)) as Record<string, (env: Env) => unknown>;
  const variables = new Set<string>();
  loaders[loader]?.(
    new Proxy(env, {
      get(target, name) {
        variables.add(String(name));
        return target[String(name)];
      },
    }),
  );
  return variables;
}

export const nodeVariables = ["NODE_OPTIONS", "NODE_ENV"];

export function readDefaultPort(name: string): number {
  for (const service of services) {
    const found = new RegExp(`${name}: Port\\.default\\((\\d+)\\)`).exec(readText(`services/${service}/src/config.ts`));
    if (found) return Number(found[1]);
  }
  throw new Error(`no service has a ${name}`);
}

/** Reads the time limit for stopping a service, in seconds. */
export function readStopSeconds(): number {
  const [, ms = ""] = /stopTimeoutMs = ([\d_]+)/.exec(readText("packages/runtime/src/process/lifecycle.ts")) ?? [];
  return Number(ms.replaceAll("_", "")) / 1_000;
}
