import { isPublicAddress } from "@shunt/contracts/values";
import { createGuardedFetch } from "@shunt/runtime/outbound";
import { startHealthChecker } from "./health/health-checker.ts";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

export function startChecking({ config, log, lifecycle }: Root, { db }: Stores, metrics: WorkerMetrics): void {
  if (config.linkChecks.everyMs === 0) return;
  const checker = startHealthChecker({
    db,
    fetch: createGuardedFetch({
      isAllowedAddress: address => isPublicAddress(address) || config.outbound.isAllowed(address),
    }),
    baseUrl: config.baseUrl,
    userAgent: `Shunt (+${config.appUrl})`,
    everyMs: config.linkChecks.everyMs,
    onChecked: metrics.linkChecked,
    onError: err => log.warn({ err }, "link not checked"),
  });
  lifecycle.open("link checks", checker);
}
