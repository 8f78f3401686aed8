import { createLogger, type Logger } from "../process/logger.ts";
import type { TracingConfig } from "./settings.ts";
import type { Tracing } from "./tracing.ts";

/** The log and the traces of a service. */
export interface Telemetry {
  log: Logger;
  /** Undefined if tracing is off. */
  tracing?: Tracing | undefined;
}

/** Opens the log and, if a collector is configured, tracing. The tracing libraries are loaded only then. */
export async function openTelemetry(
  service: string,
  config: { tracing: TracingConfig; log: { level: string } },
): Promise<Telemetry> {
  const { endpoint } = config.tracing;
  if (endpoint === undefined) return { log: createLogger(service, config.log.level) };
  const { openTracing } = await import("./open-tracing.ts");
  const tracing = openTracing(endpoint, config.tracing, {
    onFailing: err => log.warn({ err }, "trace export failed"),
    onRecovered: () => log.info("trace export recovered"),
  });
  const log = createLogger(service, config.log.level, tracing.logFields);
  return { log, tracing };
}
