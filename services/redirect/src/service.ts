import type { Lifecycle, Telemetry } from "@shunt/runtime";
import type { Config } from "./config.ts";
import { openSpool } from "./open-spool.ts";
import { openStores } from "./open-stores.ts";
import { createRedirectMetrics } from "./redirect-metrics.ts";
import { createResolving } from "./resolving.ts";
import { serve } from "./serve.ts";
import { createSpool, type Spool } from "./spool/spool.ts";
import type { SpoolOptions } from "./spool/spool-options.ts";

/**
 * Opens everything in order and answers on the public port. Returns the ports, for when they were chosen freely.
 *
 * @param create takes the place of the spool where its cost is measured
 */
export async function startRedirect(
  config: Config,
  telemetry: Telemetry,
  lifecycle: Lifecycle,
  create: (options: SpoolOptions) => Promise<Spool> = createSpool,
) {
  // Last of all, so that what happens while the rest stops is sent as well.
  if (telemetry.tracing) lifecycle.open("traces", telemetry.tracing);
  const root = { config, ...telemetry, lifecycle, metrics: createRedirectMetrics() };
  const stores = openStores(root);
  const { domains, resolver } = await createResolving(root, stores);
  const spool = await openSpool(root, stores, create);
  return serve(root, { ...stores, domains, resolver, spool });
}
