import { randomBytes } from "node:crypto";

const safeRequestId = /^[A-Za-z0-9._-]{8,64}$/;
/** Unique per process; a counter makes each request id unique. */
const prefix = randomBytes(8).toString("hex");
let count = 0;

/** Returns the client's request id if it is safe to log and to send back, else a new one. New ones are unique, but guessable. */
export function toRequestId(header: string | undefined): string {
  if (header !== undefined && safeRequestId.test(header)) return header;
  count += 1;
  return `${prefix}-${count}`;
}
