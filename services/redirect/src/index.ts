export { loadRedirectConfig } from "./config.ts";
export { startRedirect } from "./service.ts";
export { createSpool, type Spool } from "./spool/spool.ts";
