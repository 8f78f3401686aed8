import { isFree, preferPort } from "../ports.ts";

const defaults = {
  REDIRECT_PORT: 8000,
  MANAGEMENT_PORT: 8001,
  REDIRECT_OPS_PORT: 9000,
  MANAGEMENT_OPS_PORT: 9001,
  WORKER_OPS_PORT: 9002,
} as const;

export type ServicePorts = Record<keyof typeof defaults, number>;

/**
 * Chooses the ports of the services: those from the environment, else the defaults or, if these are in use, free ones.
 *
 * @throws Error if a port from the environment is in use or invalid
 */
export async function chooseServicePorts(env: NodeJS.ProcessEnv): Promise<ServicePorts> {
  const entries = Object.entries(defaults).map(async ([name, port]) => [name, await choose(name, port, env[name])]);
  return Object.fromEntries(await Promise.all(entries)) as ServicePorts;
}

async function choose(name: string, preferred: number, wanted: string | undefined): Promise<number> {
  if (!wanted) return preferPort(preferred);
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${name}=${wanted} is not a port. Use 1 to 65535.`);
  if (!(await isFree(port))) throw new Error(`${name}=${wanted} is in use by another program.`);
  return port;
}
