// Apart from the rest, so that services which ask nobody do not load what it takes.
export * from "./guarded-fetch.ts";
export * from "./mailer.ts";
