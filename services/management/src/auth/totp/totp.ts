import { createSecretBox, type SecretBox } from "@shunt/runtime";
import { Secret, TOTP } from "otpauth";

/** RFC 4226, 4: 160 bits. */
const secretBytes = 20;
/** RFC 6238, 5.2: accept one step of delay, as clocks differ and people type slowly. */
const drift = 1;
const issuer = "Shunt";

export function createTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** The URI in the QR code (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
export function toTotpUri(secret: string, email: string): string {
  return new TOTP({ issuer, label: email, secret }).toString();
}

/** Accepts codes of the current and the adjacent time steps. */
export function findTimeStep(secret: string, code: string, now: number): number | undefined {
  const totp = new TOTP({ secret });
  const delta = totp.validate({ token: code, timestamp: now, window: drift });
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta;
}

/** Encrypted, not hashed: computing codes needs the secrets in clear. */
export function createTotpBox(secrets: readonly string[]): SecretBox {
  return createSecretBox({ secrets, purpose: "totp" });
}
