import { openTelemetry, runCluster } from "@shunt/runtime";
import { loadRedirectConfig } from "./config.ts";
import { startRedirect } from "./service.ts";

const config = loadRedirectConfig();
const telemetry = await openTelemetry("redirect", config);
const cluster = { processes: config.WEB_CONCURRENCY, opsPort: config.REDIRECT_OPS_PORT };
await runCluster(telemetry.log, cluster, async lifecycle => void (await startRedirect(config, telemetry, lifecycle)));
