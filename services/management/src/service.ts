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
 * Opens everything in order and answers. Returns the ports, for when they were chosen freely.
 *
 * @param names takes the place of DNS where there is none
 * @param bounds by default those of a machine with these processors
 */
export async function startManagement(
  config: Config,
  telemetry: Telemetry,
  lifecycle: Lifecycle,
  { resolve, resolveTxt = createTxtResolver() }: Partial<Names> = {},
  bounds: Bounds = {},
) {
  // Last of all, so that what happens while the rest stops is sent as well.
  if (telemetry.tracing) lifecycle.open("traces", telemetry.tracing);
  const root = { config, ...telemetry, lifecycle, metrics: createManagementMetrics() };
  const stores = await openStores(root);
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
