import { type Logger, pino } from "pino";

export type { Logger };

/**
 * JSON lines on standard output; `level` is written as a word, the time as ISO 8601.
 *
 * @param fields what each line is to carry, asked when it is written
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
