import { createHash, createSecretKey, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import { Problem } from "@shunt/contracts";
import jwt from "jsonwebtoken";

const algorithm: jwt.Algorithm = "HS256";
const issuer = "shunt";
/** One is never good where the other is asked for. */
const kinds = {
  access: { audience: "shunt-api", typ: "at+jwt" },
  ops: { audience: "shunt-ops", typ: "ops+jwt" },
} as const;
type Kind = (typeof kinds)[keyof typeof kinds];

export interface Tokens {
  /** Life of an access token in seconds. */
  accessTtlSeconds: number;
  refreshTtlMs: number;
  issueAccessToken(userId: string, sessionId: string): string;
  /** @throws Problem "invalid-token" unless it is ours, meant for us and still valid. */
  readAccessToken(token: string): AccessToken;
  /** For the pages of operators, good for so long. */
  issueOpsToken(userId: string, sessionId: string, ttlSeconds: number): string;
  /** @throws Problem "invalid-token" unless it is one of those and still valid. */
  readOpsToken(token: string): AccessToken;
}

export interface AccessToken {
  userId: string;
  sessionId: string;
}

export interface TokenOptions {
  /** The first signs; all verify, so that a key can be replaced while its tokens live. */
  SECRET_KEY: readonly string[];
  ACCESS_TOKEN_EXPIRE_MINUTES: number;
  REFRESH_TOKEN_EXPIRE_DAYS: number;
}

/** Access tokens are JWTs after RFC 8725: one algorithm, and issuer, audience and type are checked. */
export function createTokens(options: TokenOptions): Tokens {
  const keys = new Map(options.SECRET_KEY.map(secret => [toKeyId(secret), createSecretKey(secret, "utf8")]));
  const [[keyId, key]] = [...keys] as [[string, KeyObject]];
  const accessTtlSeconds = options.ACCESS_TOKEN_EXPIRE_MINUTES * 60;

  function issue({ audience, typ }: Kind, userId: string, sessionId: string, expiresIn: number): string {
    return jwt.sign({ sid: sessionId }, key, {
      algorithm,
      issuer,
      audience,
      subject: userId,
      jwtid: randomUUID(),
      expiresIn,
      header: { alg: algorithm, typ, kid: keyId },
    });
  }

  function read({ audience, typ }: Kind, token: string): AccessToken {
    try {
      const { kid } = jwt.decode(token, { complete: true })?.header ?? {};
      const checks = {
        algorithms: [algorithm],
        issuer,
        audience,
        complete: true as const,
      } satisfies jwt.VerifyOptions;
      // Tokens of the version before name no key; that was the one that signs, or is now the second.
      const candidates = kid === undefined ? [...keys.values()] : [keys.get(kid)];
      return readClaims(verifyWithAny(token, candidates, checks), typ);
    } catch (err) {
      throw new Problem("invalid-token", undefined, { cause: err });
    }
  }

  return {
    accessTtlSeconds,
    refreshTtlMs: options.REFRESH_TOKEN_EXPIRE_DAYS * 24 * 60 * 60_000,
    issueAccessToken: (userId, sessionId) => issue(kinds.access, userId, sessionId, accessTtlSeconds),
    readAccessToken: token => read(kinds.access, token),
    issueOpsToken: (userId, sessionId, ttlSeconds) => issue(kinds.ops, userId, sessionId, ttlSeconds),
    readOpsToken: token => read(kinds.ops, token),
  };
}

function verifyWithAny(
  token: string,
  keys: readonly (KeyObject | undefined)[],
  options: jwt.VerifyOptions & { complete: true },
): jwt.Jwt {
  let failure: unknown = new Error("signed by a key that is not known");
  for (const key of keys) {
    if (!key) continue;
    try {
      return jwt.verify(token, key, options);
    } catch (err) {
      failure = err;
    }
  }
  throw failure;
}

function readClaims({ header, payload }: jwt.Jwt, typ: string): AccessToken {
  // A token without a session, as versions before sessions issued them, could not be ended.
  if (header.typ !== typ || typeof payload !== "object" || !payload.sub || typeof payload.sid !== "string")
    throw new Error("not such a token");
  return { userId: payload.sub, sessionId: payload.sid };
}

/** Tells keys apart and nothing about them. */
function toKeyId(secret: string): string {
  return createHash("sha256").update(`kid ${secret}`).digest("hex").slice(0, 8);
}

/** An opaque secret: 256 random bits. Only its hash is kept. */
export function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 is enough: there is nothing to guess in 256 random bits. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
