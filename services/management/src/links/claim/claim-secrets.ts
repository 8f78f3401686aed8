import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "uuid";

const idBytes = 16;

/** Secrets that make a link without an owner the caller's. */
export interface ClaimSecrets {
  issue(linkId: string): string;
  /** The id of the link, undefined for a wrong secret. Takes the same time for each. */
  read(secret: string): string | undefined;
}

/**
 * A secret is the link's id and its HMAC-SHA-256 under a key derived from `SECRET_KEY`. So nothing is stored, and only
 * the client has it.
 *
 * @param secretKeys the first signs, all verify, so that keys can be replaced
 */
export function createClaimSecrets(secretKeys: readonly string[]): ClaimSecrets {
  const keys = secretKeys.map(secret => Buffer.from(hkdfSync("sha256", secret, "", "link claims", 32)));
  return {
    issue(linkId) {
      const id = Buffer.from(parse(linkId));
      return Buffer.concat([id, sign(keys[0] as Buffer, id)]).toString("base64url");
    },
    read(secret) {
      const given = Buffer.from(secret, "base64url");
      const id = given.subarray(0, idBytes);
      const matching = keys.filter(key => isEqual(sign(key, id), given.subarray(idBytes)));
      return matching.length > 0 && given.toString("base64url") === secret ? stringify(id) : undefined;
    },
  };
}

function sign(key: Buffer, id: Buffer): Buffer {
  return createHmac("sha256", key).update(id).digest();
}

function isEqual(expected: Buffer, given: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
