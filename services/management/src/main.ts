import { createLogger, runService } from "@shunt/runtime";
import { loadManagementConfig } from "./config.ts";
import { startManagement } from "./service.ts";

const config = loadManagementConfig();
const log = createLogger("management", config.LOG_LEVEL);
await runService(log, async lifecycle => void (await startManagement(config, log, lifecycle)));
