import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts texts for the database. Reading them requires the service's secret. */
export interface SecretBox {
  seal(text: string): Buffer;
  /** Returns undefined if the bytes were changed, or sealed with another secret, purpose or salt. */
  open(bytes: Buffer): string | undefined;
}

export interface SecretBoxOptions {
  /** The first seals; all open, so that secrets can be rotated. */
  secrets: readonly string[];
  /** Separates uses of the same secret: a box cannot open texts of another purpose. */
  purpose: string;
  /** A further value that opening requires. */
  salt?: string;
}

/** Uses AES-256-GCM with keys derived by HKDF (RFC 5869). Each text is stored as nonce, tag and ciphertext. */
export function createSecretBox({ secrets, purpose, salt = "" }: SecretBoxOptions): SecretBox {
  const keys = secrets.map(secret => Buffer.from(hkdfSync("sha256", secret, salt, purpose, keyBytes)));
  return {
    seal(text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, keys[0] as Buffer, nonce);
      const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
    },
    open(bytes) {
      for (const key of keys) {
        const text = tryOpen(key, bytes);
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}

function tryOpen(key: Buffer, bytes: Buffer): string | undefined {
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return undefined;
  }
}
