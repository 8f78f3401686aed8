// A separate entry point, so that services without outbound requests do not load it.
export * from "./guarded-fetch.ts";
export * from "./mailer.ts";
