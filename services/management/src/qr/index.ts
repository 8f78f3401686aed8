export type { QrDeps } from "./deps.ts";
export { createDrawQr } from "./drawn-codes.ts";
export { createLogos } from "./load-logo.ts";
export { addQrRoutes } from "./routes.ts";
