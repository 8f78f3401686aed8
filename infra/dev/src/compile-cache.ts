import { resolve } from "node:path";

/** Environment of Node that keeps compiled modules: a service starts in half the time, which tests do hundreds of times. */
export const compileCache = { NODE_COMPILE_CACHE: resolve(import.meta.dirname, "../../..", ".shunt", "compile-cache") };
