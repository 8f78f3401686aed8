// What the operator's command needs of this service.
export { loadRedirectConfig } from "./config.ts";
