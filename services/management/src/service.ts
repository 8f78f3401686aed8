import { Resolver } from "node:dns/promises";
import { type Lifecycle, type Telemetry, within } from "@shunt/runtime";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { type Bounds, createContext, type Names } from "./create-context.ts";
import { type ResolveTxt, SharedCaseConflict, setSharedCase } from "./domains/index.ts";
import { createManagementMetrics } from "./management-metrics.ts";
import { openStores } from "./open-stores.ts";
import { serve } from "./serve.ts";
import { startChores } from "./start-chores.ts";

const dnsTimeoutMs = 2_000;
const databaseWaitMs = 2_000;

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
  await applySharedCase(context);
  const running = { ...root, lifecycle: lifecycle.openGroup() };
  const ports = await serve(running, context);
  startChores(running, context);
  telemetry.log.info(ports, "listening");
  return ports;
}

/** A database that cannot be reached does not prevent the start; a chore tries again. */
async function applySharedCase(context: Context): Promise<void> {
  try {
    await within(databaseWaitMs, setSharedCase(context, context.config.links.isCaseSensitive), "SHORT_CODE_CASE");
  } catch (err) {
    if (err instanceof SharedCaseConflict) throw err;
    context.log.warn({ err }, "SHORT_CODE_CASE not applied yet");
  }
}

function createTxtResolver(): ResolveTxt {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: 2 });
  return name => resolver.resolveTxt(name);
}
