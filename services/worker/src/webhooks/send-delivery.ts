import { toStorable } from "@shunt/contracts/values";
import type { SecretBox } from "@shunt/runtime";
import type { GuardedFetch } from "@shunt/runtime/outbound";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { sign } from "./sign.ts";

const timeoutMs = 15_000;
const maxErrorBytes = 1_024;

export type Outcome =
  | { kind: "delivered"; status: number }
  /** `status` is null if there was no response. */
  | { kind: "failed"; status: number | null; error: string | null };

export interface SendDeps {
  fetch: GuardedFetch;
  secrets: SecretBox;
}

/** Sends an event to its receiver once. Never throws: errors become the outcome. */
export async function sendDelivery({ fetch, secrets }: SendDeps, delivery: ClaimedDelivery): Promise<Outcome> {
  const secret = secrets.open(delivery.secretSealed);
  if (secret === undefined)
    return failed(
      "The webhook's secret cannot be decrypted because SECRET_KEY has changed. Create a new secret for the webhook.",
    );
  const signed = { id: delivery.eventId, timestamp: Math.floor(Date.now() / 1_000), body: delivery.body };
  const headers = {
    "content-type": "application/json",
    "user-agent": "Shunt",
    "webhook-id": signed.id,
    "webhook-timestamp": String(signed.timestamp),
    "webhook-signature": sign(secret, signed),
  };
  try {
    const content = { method: "POST", headers, body: signed.body } as const;
    // A receiver that has answered has the event, so its body does not matter.
    const limits = { timeoutMs, maxBytes: maxErrorBytes, isBodyOptional: true };
    const { status, headers: answered, body } = await fetch(delivery.url, { ...content, ...limits });
    if (status >= 200 && status < 300) return { kind: "delivered", status };
    const location = answered.get("location");
    const text =
      location === null
        ? body.toString()
        : `The receiver redirects to ${location}. Redirects are not followed: set the webhook's URL to the final one.`;
    return { kind: "failed", status, error: toStorable(text, maxErrorBytes) || null };
  } catch (err) {
    return failed(toReason(err));
  }
}

function failed(reason: string): Outcome {
  return { kind: "failed", status: null, error: toStorable(reason, maxErrorBytes) };
}

/**
 * One message for missing names, internal addresses, closed ports and timeouts, so that accounts cannot probe the
 * internal network.
 */
const noAnswer = `No response from a public address within ${timeoutMs / 1_000} s`;

function toReason(err: unknown): string {
  const { code } = err as NodeJS.ErrnoException;
  return isCertificateError(code) ? `The receiver's certificate is not valid (${code})` : noAnswer;
}

/** Codes from https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error, plus Node's own for a name mismatch. */
function isCertificateError(code: string | undefined): boolean {
  return /CERT|UNABLE_TO_VERIFY|ISSUER/.test(code ?? "");
}
