import { createHash, createSecretKey, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import { Problem } from "@shunt/contracts/problem";
import type { StreamName } from "@shunt/contracts/values";
import jwt from "jsonwebtoken";
import type { ApiKeyActor, Caller, UserActor } from "../../access/index.ts";

const algorithm: jwt.Algorithm = "HS256";
const issuer = "shunt";
/** Audience and type differ per kind, so that a token of one kind is never accepted as another. */
const kinds = {
  access: { audience: "shunt-api", typ: "at+jwt" },
  ops: { audience: "shunt-ops", typ: "ops+jwt" },
  ticket: { audience: "shunt-stream", typ: "ticket+jwt" },
} as const;
/** Long enough to open the stream and to reopen it if the connection breaks. */
export const ticketTtlSeconds = 60;
type Kind = (typeof kinds)[keyof typeof kinds];

export interface Tokens {
  /** Lifetime of an access token (s). */
  accessTtlSeconds: number;
  refreshTtlMs: number;
  issueAccessToken(userId: string, sessionId: string): string;
  /** @throws Problem "invalid-token" for a foreign or expired token, or one of another kind */
  readAccessToken(token: string): AccessToken;
  issueOpsToken(userId: string, sessionId: string, ttlSeconds: number): string;
  /** @throws Problem "invalid-token" as `readAccessToken` */
  readOpsToken(token: string): AccessToken;
  /** Valid for one live stream, for `ticketTtlSeconds`. */
  issueTicket(stream: StreamName, actor: Caller): string;
  /** @throws Problem "invalid-token" unless it is a valid ticket for this stream */
  readTicket(stream: StreamName, token: string): Credential;
}

/** Identifies a session or an API key. */
export type Credential = Pick<UserActor, "sessionId"> | Pick<ApiKeyActor, "keyId">;

export interface AccessToken {
  userId: string;
  sessionId: string;
}

export interface TokenOptions {
  /** The first key signs, all verify, so that keys can be replaced. */
  secretKeys: readonly string[];
  accessTokenMinutes: number;
  refreshTokenDays: number;
}

/** As RFC 8725 recommends: one algorithm, and issuer, audience and type are checked. */
export function createTokens({ secretKeys, accessTokenMinutes, refreshTokenDays }: TokenOptions): Tokens {
  const keys = new Map(secretKeys.map(secret => [toKeyId(secret), createSecretKey(secret, "utf8")]));
  const [[keyId, key]] = [...keys] as [[string, KeyObject]];
  const accessTtlSeconds = accessTokenMinutes * 60;

  function issue({ audience, typ }: Kind, userId: string, claims: object, expiresIn: number): string {
    return jwt.sign(claims, key, {
      algorithm,
      issuer,
      audience,
      subject: userId,
      jwtid: randomUUID(),
      expiresIn,
      header: { alg: algorithm, typ, kid: keyId },
    });
  }

  function read<T>({ audience, typ }: Kind, token: string, toCredential: (claims: Claims) => T | undefined): T {
    try {
      const { kid } = jwt.decode(token, { complete: true })?.header ?? {};
      const checks = {
        algorithms: [algorithm],
        issuer,
        audience,
        complete: true as const,
      } satisfies jwt.VerifyOptions;
      // Tokens of the previous version have no key id; their key is one of the configured ones.
      const candidates = kid === undefined ? [...keys.values()] : [keys.get(kid)];
      const credential = toCredential(readClaims(verifyWithAny(token, candidates, checks), typ));
      if (!credential) throw new Error("token has no credential");
      return credential;
    } catch (err) {
      throw new Problem("invalid-token", undefined, { cause: err });
    }
  }

  return {
    accessTtlSeconds,
    refreshTtlMs: refreshTokenDays * 24 * 60 * 60_000,
    issueAccessToken: (userId, sessionId) => issue(kinds.access, userId, { sid: sessionId }, accessTtlSeconds),
    readAccessToken: token => read(kinds.access, token, toAccess),
    issueOpsToken: (userId, sessionId, ttlSeconds) => issue(kinds.ops, userId, { sid: sessionId }, ttlSeconds),
    readOpsToken: token => read(kinds.ops, token, toAccess),
    issueTicket(stream, actor) {
      const credential = actor.kind === "user" ? { sid: actor.sessionId } : { key: actor.keyId };
      return issue(kinds.ticket, actor.userId, { stream, ...credential }, ticketTtlSeconds);
    },
    readTicket: (stream, token) =>
      read(kinds.ticket, token, ({ payload }) => (payload.stream === stream ? toCredential(payload) : undefined)),
  };
}

function verifyWithAny(
  token: string,
  keys: readonly (KeyObject | undefined)[],
  options: jwt.VerifyOptions & { complete: true },
): jwt.Jwt {
  let failure: unknown = new Error("token is signed with an unknown key");
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

interface Claims {
  userId: string;
  payload: jwt.JwtPayload;
}

function readClaims({ header, payload }: jwt.Jwt, typ: string): Claims {
  if (header.typ !== typ || typeof payload !== "object" || !payload.sub) throw new Error("token is of another kind");
  return { userId: payload.sub, payload };
}

/** Tokens without a session, from early versions, are refused: they could not be ended. */
function toAccess({ userId, payload }: Claims): AccessToken | undefined {
  const sessionId = toText(payload.sid);
  return sessionId === undefined ? undefined : { userId, sessionId };
}

function toCredential({ key, sid }: jwt.JwtPayload): Credential | undefined {
  const keyId = toText(key);
  if (keyId !== undefined) return { keyId };
  const sessionId = toText(sid);
  return sessionId === undefined ? undefined : { sessionId };
}

function toText(claim: unknown): string | undefined {
  return typeof claim === "string" ? claim : undefined;
}

/** Identifies a key without revealing anything about it. */
function toKeyId(secret: string): string {
  return createHash("sha256").update(`kid ${secret}`).digest("hex").slice(0, 8);
}

/** 256 random bits. Only the hash is stored. */
export function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 is enough: 256 random bits cannot be guessed. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
