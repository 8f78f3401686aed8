import { createLogger, runService } from "@shunt/runtime";
import { loadRedirectConfig } from "./config.ts";
import { startRedirect } from "./service.ts";

const config = loadRedirectConfig();
const log = createLogger("redirect", config.LOG_LEVEL);
await runService(log, async lifecycle => void (await startRedirect(config, log, lifecycle)));
