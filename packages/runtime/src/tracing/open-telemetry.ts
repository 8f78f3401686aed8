import { createLogger, type Logger } from "../process/logger.ts";
import type { TracingConfig } from "./settings.ts";
import type { Tracing } from "./tracing.ts";

/** What a service tells of what it does. */
export interface Telemetry {
  log: Logger;
  /** Undefined where nothing is traced. */
  tracing?: Tracing | undefined;
}

/** Opens the log and, where a collector is named, the traces. Only then what that takes is loaded. */
export async function openTelemetry(
  service: string,
  config: { tracing: TracingConfig; log: { level: string } },
): Promise<Telemetry> {
  const { endpoint } = config.tracing;
  if (endpoint === undefined) return { log: createLogger(service, config.log.level) };
  const { openTracing } = await import("./open-tracing.ts");
  const tracing = openTracing(endpoint, config.tracing, {
    onFailing: err => log.warn({ err }, "the collector does not take traces"),
    onRecovered: () => log.info("the collector takes traces again"),
  });
  const log = createLogger(service, config.log.level, tracing.logFields);
  return { log, tracing };
}
