import { loadManagementConfig } from "@shunt/management/config";
import { loadRedirectConfig } from "@shunt/redirect/config";
import { loadWorkerConfig } from "@shunt/worker/config";
import { error, type Finding, ok } from "./finding.ts";

const loaders = { redirect: loadRedirectConfig, management: loadManagementConfig, worker: loadWorkerConfig };

export type Service = keyof typeof loaders;

export const services = Object.keys(loaders) as Service[];

/** Whether services would start with this environment, by their own rules. */
export function checkConfig(chosen: readonly Service[]): Finding[] {
  const whose = new Map<string, Service[]>();
  for (const service of chosen) {
    for (const complaint of findComplaints(service)) whose.set(complaint, [...(whose.get(complaint) ?? []), service]);
  }
  if (whose.size === 0) return [ok("configuration", `complete for ${chosen.join(", ")}`)];
  const advice = "set it as docs/configuration.md says, then restart the service";
  return [...whose].map(([complaint, those]) => error("configuration", `${complaint} (${those.join(", ")})`, advice));
}

/** Each names a variable, and not its value. */
function findComplaints(service: Service): string[] {
  try {
    loaders[service]();
    return [];
  } catch (err) {
    const lines = (err as Error).message.split("\n");
    return lines.slice(1).map(line => line.trim());
  }
}
