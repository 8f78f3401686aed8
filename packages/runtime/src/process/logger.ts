import { type LogFn, type Logger, pino } from "pino";
import { createRepeats } from "./repeats.ts";

export type { Logger };

/**
 * Logs JSON lines to standard output, with `level` as a word and the time as ISO 8601. Of a failure that repeats, there is a line
 * every 30 seconds, with the number of `repeats` left out before it; at `debug` and `trace`, there are all lines.
 *
 * @param fields returns additional fields; called for each line
 */
export function createLogger(service: string, level: string, fields?: () => object): Logger {
  const hasAllLines = level === "debug" || level === "trace";
  return pino({
    level,
    ...(fields && { mixin: fields }),
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    redact: { paths: ["req.headers.authorization", "*.password", "*.access_token", "*.refresh_token"], remove: true },
    ...(!hasAllLines && { hooks: { logMethod: leaveOutRepeats() } }),
  });
}

function leaveOutRepeats() {
  const repeats = createRepeats(() => performance.now());
  return function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
    const [fields, message] = args as [unknown, unknown];
    const count = hasError(fields) ? repeats.count(fields, String(message)) : 0;
    if (count === undefined) return;
    if (count > 0) method.call(this, { ...(fields as object), repeats: count }, String(message));
    else method.apply(this, args);
  };
}

function hasError(fields: unknown): fields is { err: Error } {
  return typeof fields === "object" && fields !== null && "err" in fields && fields.err instanceof Error;
}
