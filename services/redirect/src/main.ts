import { openTelemetry, runCluster } from "@shunt/runtime";
import { loadRedirectConfig } from "./config.ts";
import { startRedirect } from "./service.ts";

const config = loadRedirectConfig();
const telemetry = await openTelemetry("redirect", config);
const { WEB_CONCURRENCY: processes, OPS_HOST: opsHost, REDIRECT_OPS_PORT: opsPort } = config;
await runCluster(
  telemetry.log,
  { processes, opsHost, opsPort },
  async lifecycle => void (await startRedirect(config, telemetry, lifecycle)),
);
