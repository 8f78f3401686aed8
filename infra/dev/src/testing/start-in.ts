import { runStart } from "../supervisor/run-start.ts";

/** `npm start` with other directories: `node start-in.ts <data> <tools> [options]`. */
const [data = "", tools = "", ...args] = process.argv.slice(2);
await runStart(args, { data, tools });
