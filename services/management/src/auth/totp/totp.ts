import { createSecretBox, type SecretBox } from "@shunt/runtime";
import { Secret, TOTP } from "otpauth";

/** RFC 4226, 4: 160 bits. */
const secretBytes = 20;
/** RFC 6238, 5.2: one step of delay, as clocks differ and people type. */
const drift = 1;
const issuer = "Shunt";

/** Base32, as apps take it. */
export function createTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** What apps read off a QR code (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
export function toTotpUri(secret: string, email: string): string {
  return new TOTP({ issuer, label: email, secret }).toString();
}

/** The time step that a six-digit code is of, if it is the code of this moment or one beside it. */
export function findTimeStep(secret: string, code: string, now: number): number | undefined {
  const totp = new TOTP({ secret });
  const delta = totp.validate({ token: code, timestamp: now, window: drift });
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta;
}

/** Seals secrets: they are needed in clear to compute codes, so a hash would not do. */
export function createTotpBox(secrets: readonly string[]): SecretBox {
  return createSecretBox({ secrets, purpose: "totp" });
}
