import { randomBytes } from "node:crypto";

const safeRequestId = /^[A-Za-z0-9._-]{8,64}$/;
/** Tells processes apart; the number behind it tells their requests apart. */
const prefix = randomBytes(8).toString("hex");
let count = 0;

/** The caller's own request id if it is safe to log and to send back, else a new one, unique but no secret. */
export function toRequestId(header: string | undefined): string {
  if (header !== undefined && safeRequestId.test(header)) return header;
  count += 1;
  return `${prefix}-${count}`;
}
