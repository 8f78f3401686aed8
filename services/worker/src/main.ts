import { loadOrExit, openTelemetry, runService } from "@shunt/runtime";
import { loadWorkerConfig } from "./config.ts";
import { startWorker } from "./service.ts";

const config = loadOrExit(loadWorkerConfig);
const telemetry = await openTelemetry("worker", config);
await runService(telemetry.log, async lifecycle => void (await startWorker(config, telemetry, lifecycle)));
