import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";

/** The query parameter of a short URL that carries a ticket. */
export const ticketParameter = "shunt_ticket";

/** In place of a ticket after a wrong password, so that the page can say so. */
export const failedTicket = "wrong";

/** Lifetime of a ticket (ms): the time of one redirect, with a reserve for slow networks. */
const ticketTtlMs = 60_000;
/** How much the clocks of management and redirect may differ (ms). */
const clockToleranceMs = 10_000;

/** The key pair of one lock, as the texts of RFC 8037. The redirect has only the public key. */
export interface LockKeys {
  publicKey: string;
  privateKey: string;
}

/** The link that a ticket opens, and the domain of its short URL. */
export interface TicketSubject {
  linkId: string;
  domainId: number;
}

export function createLockKeys(): LockKeys {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return { publicKey: x, privateKey: d };
}

/** @param now milliseconds since the epoch */
export function signTicket(subject: TicketSubject, { publicKey, privateKey }: LockKeys, now: number) {
  const expiresAt = now + ticketTtlMs;
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey, d: privateKey }, format: "jwk" });
  const signature = sign(null, toMessage(subject, expiresAt), key);
  return { ticket: `${expiresAt.toString(36)}.${signature.toString("base64url")}`, expiresAt };
}

/** Undefined for text that is not an Ed25519 key. */
export function toTicketKey(publicKey: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  } catch {
    return undefined;
  }
}

const shape = /^([\da-z]{1,10})\.([\w-]{86})$/;

/**
 * Whether a ticket opens the link now. Needs no store. The key belongs to one lock, so tickets of earlier passwords do not verify.
 *
 * @param at milliseconds since the epoch
 */
export function isTicketValid(ticket: string, subject: TicketSubject, key: KeyObject, at: number): boolean {
  const [, expiry, signature] = shape.exec(ticket) ?? [];
  if (expiry === undefined || signature === undefined) return false;
  const expiresAt = Number.parseInt(expiry, 36);
  if (at >= expiresAt + clockToleranceMs) return false;
  return verify(null, toMessage(subject, expiresAt), key, Buffer.from(signature, "base64url"));
}

function toMessage({ linkId, domainId }: TicketSubject, expiresAt: number): Buffer {
  return Buffer.from(`shunt link ticket|${linkId}|${domainId}|${expiresAt}`);
}
