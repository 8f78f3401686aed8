import { loadOrExit, openTelemetry, runCluster } from "@shunt/runtime";
import { loadRedirectConfig } from "./config.ts";
import { startRedirect } from "./service.ts";

const config = loadOrExit(loadRedirectConfig);
const telemetry = await openTelemetry("redirect", config);
await runCluster(
  telemetry.log,
  { processes: config.processes, opsHost: config.ops.host, opsPort: config.ops.port },
  async lifecycle => void (await startRedirect(config, telemetry, lifecycle)),
);
