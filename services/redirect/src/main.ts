import { createLogger, runCluster } from "@shunt/runtime";
import { loadRedirectConfig } from "./config.ts";
import { startRedirect } from "./service.ts";

const config = loadRedirectConfig();
const log = createLogger("redirect", config.LOG_LEVEL);
const cluster = { processes: config.WEB_CONCURRENCY, opsPort: config.REDIRECT_OPS_PORT };
await runCluster(log, cluster, async lifecycle => void (await startRedirect(config, log, lifecycle)));
