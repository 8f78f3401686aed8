import { loadRedirectConfig, startRedirect } from "@shunt/redirect";
import { createLogger, runService } from "@shunt/runtime";

/** The redirect without a spool: the difference to the real one is the cost of the spool. */
const config = loadRedirectConfig();
const log = createLogger("redirect", config.log.level);
await runService(log, async lifecycle => {
  await startRedirect(config, { log }, lifecycle, async () => ({
    append: () => {},
    whenWritten: then => then(),
    written: () => undefined,
    backlog: () => ({ segments: 0, bytes: 0, ageMs: 0, isWritable: true }),
    unsynced: () => 0,
    stop: async () => {},
  }));
});
