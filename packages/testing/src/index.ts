export * from "./factories/a-cached-domain.ts";
export * from "./factories/a-cached-link.ts";
export * from "./factories/a-click.ts";
export { makeCertificates, type TestCertificates } from "./redis/make-certificates.ts";
export { findSlowText, type Shapes } from "./scan-cost.ts";
export { makeScratchDirectory } from "./scratch-directory.ts";
export { type Received, startReceiver, type TestReceiver } from "./start-receiver.ts";
export { toolsDir } from "./tools-dir.ts";
export { waitFor } from "./wait-for.ts";
