import { resolve } from "node:path";

/** Where programs are unpacked to; kept, so that they are there the next time. */
export const toolsDir = resolve(import.meta.dirname, "../../..", ".shunt", "tools");
