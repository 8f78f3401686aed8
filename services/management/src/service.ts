import { Resolver } from "node:dns/promises";
import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";
import { type Bounds, createContext, type Names } from "./create-context.ts";
import type { ResolveTxt } from "./domains/index.ts";
import { createManagementMetrics } from "./management-metrics.ts";
import { openStores } from "./open-stores.ts";
import { serve } from "./serve.ts";
import { startChores } from "./start-chores.ts";

const dnsTimeoutMs = 2_000;

/**
 * Returns the ports, which differ from the configured ones if those are 0.
 *
 * @param names replaces DNS, for tests
 * @param bounds by default sized for this machine
 */
export async function startManagement(
  config: Config,
  telemetry: Telemetry,
  lifecycle: Lifecycle,
  { resolve, resolveTxt = createTxtResolver() }: Partial<Names> = {},
  bounds: Bounds = {},
) {
  // Stopped last, so that spans of the shutdown are sent too.
  if (telemetry.tracing) lifecycle.open("traces", telemetry.tracing);
  const root = { config, ...telemetry, lifecycle, metrics: createManagementMetrics() };
  const stores = await openStores(root, bounds.connectionWaitMs);
  const context = createContext(root, stores, { resolve, resolveTxt }, bounds);
  const ports = await serve(root, context);
  startChores(root, stores.db);
  telemetry.log.info(ports, "listening");
  return ports;
}

function createTxtResolver(): ResolveTxt {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: 2 });
  return name => resolver.resolveTxt(name);
}
