import { randomUUID } from "node:crypto";

const safeRequestId = /^[A-Za-z0-9._-]{8,64}$/;

/** The caller's own request id if it is safe to log and to send back, else a new one. */
export function toRequestId(header: string | undefined): string {
  return header !== undefined && safeRequestId.test(header) ? header : randomUUID();
}
