import { createHash, createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { Problem } from "@shunt/contracts";
import jwt from "jsonwebtoken";

const algorithm = "HS256";
const issuer = "shunt";
const audience = "shunt-api";

export interface Tokens {
  /** Life of an access token in seconds. */
  accessTtlSeconds: number;
  refreshTtlMs: number;
  issueAccessToken(userId: string): string;
  /** @throws Problem "invalid-token" unless it is ours, meant for us and still valid. */
  readAccessToken(token: string): { userId: string };
}

export interface TokenOptions {
  SECRET_KEY: string;
  ACCESS_TOKEN_EXPIRE_MINUTES: number;
  REFRESH_TOKEN_EXPIRE_DAYS: number;
}

/** Access tokens are JWTs after RFC 8725: one algorithm, and issuer, audience and type are checked. */
export function createTokens(options: TokenOptions): Tokens {
  const key = createSecretKey(options.SECRET_KEY, "utf8");
  const accessTtlSeconds = options.ACCESS_TOKEN_EXPIRE_MINUTES * 60;
  return {
    accessTtlSeconds,
    refreshTtlMs: options.REFRESH_TOKEN_EXPIRE_DAYS * 24 * 60 * 60_000,
    issueAccessToken: userId =>
      jwt.sign({}, key, {
        algorithm,
        issuer,
        audience,
        subject: userId,
        jwtid: randomUUID(),
        expiresIn: accessTtlSeconds,
        header: { alg: algorithm, typ: "at+jwt" },
      }),
    readAccessToken: token => {
      try {
        const { header, payload } = jwt.verify(token, key, {
          algorithms: [algorithm],
          issuer,
          audience,
          complete: true,
        });
        if (header.typ === "at+jwt" && typeof payload === "object" && payload.sub) return { userId: payload.sub };
      } catch (err) {
        throw new Problem("invalid-token", undefined, { cause: err });
      }
      throw new Problem("invalid-token");
    },
  };
}

/** An opaque refresh token: 256 random bits. Only its hash is kept. */
export function createRefreshToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 is enough: there is nothing to guess in 256 random bits. */
export function hashRefreshToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
