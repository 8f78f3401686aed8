import { toStorable } from "@shunt/contracts/values";
import { type GuardedAnswer, type GuardedFetch, RefusedTargetError } from "@shunt/runtime/outbound";

/** `hidden`: no public address, or none at all. The two must look alike, or checks would reveal internal names. */
export const checkKinds = ["ok", "failed", "unclear", "hidden"] as const;

export interface CheckResult {
  kind: (typeof checkKinds)[number];
  httpStatus: number | null;
  redirectsTo: string | null;
  /** Null for success. */
  reason: string | null;
}

const request = {
  /** Shorter than the lease of a claim. */
  timeoutMs: 15_000,
  maxBytes: 1_024,
  isBodyOptional: true,
  maxRedirects: 5,
};
const maxUrlLength = 2_048;

/** Statuses of servers that refuse programs, although browsers get the page. */
const refusals: readonly number[] = [
  401, 402, 403, 405, 406, 407, 408, 409, 412, 416, 418, 421, 423, 425, 426, 428, 429, 451, 999,
];

/** Requests a destination once. Never throws: errors become the result. */
export async function checkDestination(fetch: GuardedFetch, url: string, userAgent: string): Promise<CheckResult> {
  try {
    return toResult(url, await fetch(url, { ...request, headers: { accept: "*/*", "user-agent": userAgent } }));
  } catch (err) {
    return { ...toFailure(err), httpStatus: null, redirectsTo: null };
  }
}

function toResult(url: string, { status, url: finalUrl }: GuardedAnswer): CheckResult {
  const redirectsTo = finalUrl === new URL(url).href ? null : toStorable(finalUrl, maxUrlLength);
  const seen = { httpStatus: status, redirectsTo };
  if (status >= 200 && status < 300) return { ...seen, kind: "ok", reason: null };
  if (status < 400)
    return { ...seen, kind: "failed", reason: "The destination redirects too many times or to nowhere" };
  if (refusals.includes(status))
    return { ...seen, kind: "unclear", reason: `The destination refuses programs with the status ${status}` };
  return { ...seen, kind: "failed", reason: `The destination answers with the status ${status}` };
}

function toFailure(err: unknown): Pick<CheckResult, "kind" | "reason"> {
  const code = (err as NodeJS.ErrnoException).code ?? "";
  if (err instanceof RefusedTargetError || namelessCodes.includes(code))
    return { kind: "hidden", reason: "The destination has no public address" };
  // The resolver of this server fails, not the destination.
  if (code === "EAI_AGAIN") return { kind: "unclear", reason: "The address of the destination could not be looked up" };
  if (/CERT|UNABLE_TO_VERIFY|ISSUER/.test(code))
    return { kind: "failed", reason: `The certificate of the destination is not valid (${code})` };
  return { kind: "failed", reason: "The destination does not respond in time" };
}

const namelessCodes = ["ENOTFOUND", "ENODATA", "EAI_NONAME", "EAI_NODATA", "EAI_FAIL"];
