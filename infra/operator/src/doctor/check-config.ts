import { loadManagementConfig } from "@shunt/management/config";
import { loadRedirectConfig } from "@shunt/redirect/config";
import { loadWorkerConfig } from "@shunt/worker/config";
import { error, type Finding, ok } from "./finding.ts";

const loaders = { redirect: loadRedirectConfig, management: loadManagementConfig, worker: loadWorkerConfig };

export type Service = keyof typeof loaders;

export const services = Object.keys(loaders) as Service[];

/** Checks the environment by the rules of the services themselves. */
export function checkConfig(chosen: readonly Service[]): Finding[] {
  const readers = new Map<string, Service[]>();
  for (const service of chosen) {
    for (const complaint of findComplaints(service))
      readers.set(complaint, [...(readers.get(complaint) ?? []), service]);
  }
  if (readers.size === 0) return [ok("configuration", `complete for ${chosen.join(", ")}`)];
  const advice = "set it as described in docs/configuration.md, then restart the service";
  return [...readers].map(([complaint, names]) => error("configuration", `${complaint} (${names.join(", ")})`, advice));
}

/** Each names a variable, without its value. */
function findComplaints(service: Service): string[] {
  try {
    loaders[service]();
    return [];
  } catch (err) {
    const lines = (err as Error).message.split("\n");
    return lines.slice(1).map(line => line.trim());
  }
}
