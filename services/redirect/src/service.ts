import { createDecide, openTools } from "@shunt/decision";
import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";
import { openResolvers } from "./open-resolvers.ts";
import { openSpool } from "./open-spool.ts";
import { connectStores, openStores } from "./open-stores.ts";
import { openUses } from "./open-uses.ts";
import { createRedirectMetrics } from "./redirect-metrics.ts";
import { serve } from "./serve.ts";
import { createSpool, type Spool } from "./spool/spool.ts";
import type { SpoolOptions } from "./spool/spool-options.ts";

/**
 * Opens all parts in order and listens. Returns the ports, which the system chooses if the configured port is 0.
 *
 * @param create replaces the spool in benchmarks
 */
export async function startRedirect(
  config: Config,
  telemetry: Telemetry,
  lifecycle: Lifecycle,
  create: (options: SpoolOptions) => Promise<Spool> = createSpool,
) {
  // Opened first and closed last, so that spans of the shutdown are exported too.
  if (telemetry.tracing) lifecycle.open("traces", telemetry.tracing);
  const root = { config, ...telemetry, lifecycle, metrics: createRedirectMetrics() };
  const stores = openStores(root);
  const resolvers = await openResolvers(root, stores);
  const connecting = connectStores(stores);
  const spool = await openSpool(root, stores, create);
  const uses = openUses(root, stores);
  const onError = (err: unknown) => telemetry.log.error({ err }, "places are unavailable");
  const tools = await openTools(config.decisions, onError);
  await connecting;
  return serve(root, { ...stores, ...resolvers, spool, uses, decide: createDecide(tools) });
}
