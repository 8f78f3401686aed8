import { createLogger, runService } from "@shunt/runtime";
import { loadWorkerConfig } from "./config.ts";
import { startWorker } from "./service.ts";

const config = loadWorkerConfig();
const log = createLogger("worker", config.LOG_LEVEL);
await runService(log, async lifecycle => void (await startWorker(config, log, lifecycle)));
