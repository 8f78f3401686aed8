import type { Logger } from "../process/logger.ts";
import { within } from "../process/within.ts";

/** Resolves if the dependency works, and throws otherwise. */
export type Check = () => Promise<unknown>;

/** Results by name of the check. */
export type Readiness = Record<string, "ok" | "error">;

const checkTimeoutMs = 2_000;
/** A process that has run for less is still connecting, which is no reason to worry anyone. */
const startingS = 30;

export async function runChecks(checks: Record<string, Check>, log: Logger): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await runCheck(name, check, log)] as const),
  );
  return Object.fromEntries(results);
}

async function runCheck(name: string, check: Check, log: Logger): Promise<"ok" | "error"> {
  try {
    await within(checkTimeoutMs, check(), name);
    return "ok";
  } catch (err) {
    log[process.uptime() < startingS ? "info" : "warn"]({ err, check: name }, "not ready");
    return "error";
  }
}
