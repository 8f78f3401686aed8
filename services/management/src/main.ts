import { loadOrExit, openTelemetry, runService } from "@shunt/runtime";
import { loadManagementConfig } from "./config.ts";
import { startManagement } from "./service.ts";

const config = loadOrExit(loadManagementConfig);
const telemetry = await openTelemetry("management", config);
await runService(telemetry.log, async lifecycle => void (await startManagement(config, telemetry, lifecycle)));
