import { join, resolve } from "node:path";
import { runStart } from "./supervisor/run-start.ts";

/** `npm start`: runs Shunt until Ctrl-C, or with `--smoke` until a click is counted. */
const data = resolve(import.meta.dirname, "../../../.shunt");
await runStart(process.argv.slice(2), { data, tools: join(data, "tools") });
