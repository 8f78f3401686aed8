import { toStorable } from "@shunt/contracts/values";
import type { SecretBox } from "@shunt/runtime";
import type { GuardedFetch } from "@shunt/runtime/outbound";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { sign } from "./sign.ts";

const timeoutMs = 15_000;
const maxErrorBytes = 1_024;

/** What an attempt came to. */
export type Outcome =
  | { kind: "delivered"; status: number }
  /** Without a status there was no answer. */
  | { kind: "failed"; status: number | null; error: string | null };

export interface SendDeps {
  fetch: GuardedFetch;
  secrets: SecretBox;
}

/** Sends an event to its receiver, once. Never throws: whatever goes wrong is the outcome. */
export async function sendDelivery({ fetch, secrets }: SendDeps, delivery: ClaimedDelivery): Promise<Outcome> {
  const secret = secrets.open(delivery.secretSealed);
  if (secret === undefined)
    return failed("The secret cannot be read any more, as SECRET_KEY has been replaced: make a new one");
  const signed = { id: delivery.eventId, timestamp: Math.floor(Date.now() / 1_000), body: delivery.body };
  const headers = {
    "content-type": "application/json",
    "user-agent": "Shunt",
    "webhook-id": signed.id,
    "webhook-timestamp": String(signed.timestamp),
    "webhook-signature": sign(secret, signed),
  };
  try {
    const request = { method: "POST", headers, body: signed.body, timeoutMs, maxBytes: maxErrorBytes } as const;
    const { status, headers: answered, body } = await fetch(delivery.url, request);
    if (status >= 200 && status < 300) return { kind: "delivered", status };
    const location = answered.get("location");
    const text = location === null ? body.toString() : `Redirects are not followed; this one led to ${location}`;
    return { kind: "failed", status, error: toStorable(text, maxErrorBytes) || null };
  } catch (err) {
    return failed(toReason(err));
  }
}

function failed(reason: string): Outcome {
  return { kind: "failed", status: null, error: toStorable(reason, maxErrorBytes) };
}

/**
 * The same words for a name that does not exist, one that leads inside, and a port that is closed or silent: what is on the inside
 * of the network is not for an account to find out.
 */
const noAnswer = `No answer within ${timeoutMs / 1_000} s, or not from the public internet`;

function toReason(err: unknown): string {
  const { code } = err as NodeJS.ErrnoException;
  return isCertificateError(code) ? `The receiver's certificate is not valid (${code})` : noAnswer;
}

/** Codes of https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error, and Node's own for a certificate of another name. */
function isCertificateError(code: string | undefined): boolean {
  return /CERT|UNABLE_TO_VERIFY|ISSUER/.test(code ?? "");
}
