import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Keeps texts so that nobody reads them out of the database without the service's secret. */
export interface SecretBox {
  seal(text: string): Buffer;
  /** Undefined for what was sealed under another secret, or for another purpose, or has been changed since. */
  open(bytes: Buffer): string | undefined;
}

export interface SecretBoxOptions {
  /** The first seals, all open, so that one can be replaced. */
  secrets: readonly string[];
  /** What is sealed for one purpose cannot be opened for another. */
  purpose: string;
  /** What whoever opens must know beside the secret. */
  salt?: string;
}

/** AES-256-GCM under keys derived by HKDF (RFC 5869), a random nonce in front of each text. */
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
