import { createHash, createHmac, hkdfSync } from "node:crypto";
import { type FieldError, Problem, type ProblemCode, problems } from "@shunt/contracts/problem";
import { createSecretBox, type SecretBox } from "@shunt/runtime";
import type { HttpDeps } from "./deps.ts";
import { claimKey, releaseKey, saveAnswer } from "./idempotency-store.ts";

const retryAfterSeconds = 1;

/** A result that is replayed: a success, or a problem that a retry would get again. */
export type Outcome =
  | { body: unknown; status?: number; location: string | undefined; etag?: string | undefined }
  | { code: ProblemCode; detail: string; errors: readonly FieldError[] | undefined };

export interface IdempotentRequest {
  key: string;
  /** The caller. The same key of another caller is a different key. */
  subject: string;
  /** Parts of the request: method and path, and the body. */
  content: readonly (string | Buffer)[];
}

/**
 * Runs a request once: a repetition with the same key within a day gets the same response
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header). Responses of 5xx are not stored. If the process dies
 * between the commit of `run` and storing its response, which is one statement, a retry after five minutes runs again.
 *
 * @throws Problem "malformed-request" for an invalid key, "idempotency-key-reused" for another request, "request-in-progress" while
 * the first one runs
 */
export async function runOnce(
  { db, config, log }: HttpDeps,
  { key, subject, content }: IdempotentRequest,
  run: () => Promise<Outcome>,
): Promise<{ outcome: Outcome; isReplay: boolean }> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem("malformed-request", "The Idempotency-Key header must be 1 to 255 visible ASCII characters");
  const keyHash = hash(`${subject}\n${key}`);
  // Earlier releases did not key it, and repeats may come after an upgrade.
  const fingerprints = [...config.secretKeys.map(secret => toFingerprint(secret, key, content)), hash(...content)];
  const claimed = { keyHash, subjectHash: hash(subject), fingerprints };
  // Responses can contain secrets that are shown once, so only the client's key decrypts them.
  const box = createSecretBox({ secrets: config.secretKeys, purpose: "idempotent answer", salt: `${subject}\n${key}` });
  const known = await claimKey(db, claimed);
  if (known) return { outcome: readKnown(known, fingerprints, box), isReplay: true };
  const outcome = await settle(run).catch(async (err: unknown) => {
    await releaseKey(db, keyHash).catch((failure: unknown) =>
      log.warn({ err: failure }, "idempotency key not released"),
    );
    throw err;
  });
  // The request has taken effect, so the client gets its response even if no retry will.
  await saveAnswer(db, claimed, box.seal(JSON.stringify(outcome))).catch((err: unknown) =>
    log.error({ err }, "idempotent response not stored"),
  );
  return { outcome, isReplay: false };
}

/** Problems that a retry would get again are outcomes. Others are thrown. */
async function settle(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (err) {
    if (!(err instanceof Problem) || !isLasting(err)) throw err;
    return { code: err.code, detail: err.message, errors: err.errors };
  }
}

/** A retry after 401 can succeed with a new token. */
function isLasting({ code }: Problem): boolean {
  const { status } = problems[code];
  return status < 500 && status !== 401 && code !== "rate-limited";
}

function readKnown(
  known: { fingerprint: Buffer; answer: Buffer | null },
  fingerprints: readonly Buffer[],
  box: SecretBox,
): Outcome {
  if (!fingerprints.some(each => each.equals(known.fingerprint))) throw new Problem("idempotency-key-reused");
  if (!known.answer) throw new Problem("request-in-progress", undefined, { retryAfterSeconds });
  const text = box.open(known.answer);
  if (text === undefined)
    throw new Problem(
      "idempotency-key-reused",
      "The stored response can no longer be decrypted. Send the request with a new Idempotency-Key",
    );
  return JSON.parse(text);
}

/** Keyed, because a plain hash of a body with a password would let a copy of the database test guesses quickly. */
function toFingerprint(secret: string, key: string, content: IdempotentRequest["content"]): Buffer {
  const sum = createHmac("sha256", Buffer.from(hkdfSync("sha256", secret, key, "idempotent request", 32)));
  for (const part of content) sum.update(part);
  return sum.digest();
}

function hash(...parts: readonly (string | Buffer)[]): Buffer {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return sum.digest();
}
