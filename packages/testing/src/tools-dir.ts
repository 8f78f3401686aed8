import { resolve } from "node:path";

/** Directory for unpacked programs, reused by later runs. */
export const toolsDir = resolve(import.meta.dirname, "../../..", ".shunt", "tools");
