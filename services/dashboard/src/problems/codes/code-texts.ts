import type { ProblemCode } from "@shunt/contracts/problem";

/** Problems of requests that only programs send; people see the English sentence of the API. */
export type CodeOfPrograms =
  | "malformed-request"
  | "headers-too-large"
  | "request-timeout"
  | "malformed-json"
  | "unknown-action"
  | "missing-scope"
  | "method-not-allowed"
  | "request-in-progress"
  | "unsupported-media-type"
  | "idempotency-key-reused"
  // Its fields have sentences of their own.
  | "validation-failed"
  // Pages of the redirect, which the dashboard never requests.
  | "link-locked"
  | "link-unsafe"
  | "link-expired"
  | "link-gone"
  | "link-restricted"
  | "mail-token-invalid";

/** A sentence for each problem that people meet. */
export type CodeTexts = Record<Exclude<ProblemCode, CodeOfPrograms>, string>;
