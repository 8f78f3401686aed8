import { type Logger, pino } from "pino";

export type { Logger };

/**
 * Logs JSON lines to standard output, with `level` as a word and the time as ISO 8601.
 *
 * @param fields returns additional fields; called for each line
 */
export function createLogger(service: string, level: string, fields?: () => object): Logger {
  return pino({
    level,
    ...(fields && { mixin: fields }),
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    redact: { paths: ["req.headers.authorization", "*.password", "*.access_token", "*.refresh_token"], remove: true },
  });
}
