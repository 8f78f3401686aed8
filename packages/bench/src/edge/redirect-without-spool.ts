import { loadRedirectConfig, startRedirect } from "@shunt/redirect";
import { createLogger, runService } from "@shunt/runtime";

/** The redirect as it is, except that clicks go nowhere: what the spool costs is the difference. */
const config = loadRedirectConfig();
const log = createLogger("redirect", config.log.level);
await runService(log, async lifecycle => {
  await startRedirect(config, { log }, lifecycle, async () => ({
    append: () => {},
    written: () => undefined,
    backlog: () => ({ segments: 0, bytes: 0, ageMs: 0 }),
    stop: async () => {},
  }));
});
