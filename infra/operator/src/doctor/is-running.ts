import { noneRunning } from "./check-processes.ts";
import { error, type Finding } from "./finding.ts";

/** One finding instead of one per service when nothing of Shunt was found: no live process, and no answer at its addresses. */
export function withSummary(findings: readonly Finding[]): readonly Finding[] {
  if (findings.some(isSignOfLife)) return findings;
  const others = findings.filter(({ detail }) => detail !== noneRunning);
  return [notHere("no process of it is live, and none answers"), ...others];
}

function isSignOfLife({ name, status, detail }: Finding): boolean {
  if (name.endsWith(" processes")) return detail !== noneRunning;
  return (name === "short links" || name === "api") && status !== "error";
}

export function notHere(reason: string): Finding {
  return error(
    "shunt",
    `Shunt does not run here: ${reason}`,
    "start it: npm start in a checkout, docker compose up --detach with Compose; or give this command the services' variables",
  );
}
