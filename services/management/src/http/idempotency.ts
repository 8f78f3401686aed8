import { createHash } from "node:crypto";
import { type FieldError, Problem, type ProblemCode, problems } from "@shunt/contracts/problem";
import { createSecretBox, type SecretBox } from "@shunt/runtime";
import type { HttpDeps } from "./deps.ts";
import { claimKey, releaseKey, saveAnswer } from "./idempotency-store.ts";

const retryAfterSeconds = 1;

/** What a request led to: a success, or a refusal that the same request would meet again. */
export type Outcome =
  | { body: unknown; status?: number; location: string | undefined }
  | { code: ProblemCode; detail: string; errors: readonly FieldError[] | undefined };

export interface IdempotentRequest {
  /** The header's value. */
  key: string;
  /** Who asks: the same key of somebody else is another one. */
  subject: string;
  /** What is asked, in parts: method and path, and the body. */
  content: readonly (string | Buffer)[];
}

/**
 * Lets a request happen once: sent again with the same key within a day, it gets the same answer
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header). Answers of 5xx are not kept. Should the process
 * die between what `run` commits and the keeping of its answer, which is one statement, a retry five minutes later runs again.
 *
 * @throws Problem "malformed-request" for a key that is none, "idempotency-key-reused" for another request, "request-in-progress"
 * while the first one is under way
 */
export async function runOnce(
  { db, config, log }: HttpDeps,
  { key, subject, content }: IdempotentRequest,
  run: () => Promise<Outcome>,
): Promise<{ outcome: Outcome; isReplay: boolean }> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem("malformed-request", "The Idempotency-Key header must be 1 to 255 visible ASCII characters");
  const keyHash = hash(`${subject}\n${key}`);
  const claimed = { keyHash, subjectHash: hash(subject), fingerprint: hash(...content) };
  // Answers may hold secrets, which are shown once: nobody reads them out of the database without the client's own key.
  const box = createSecretBox({ secrets: config.secretKeys, purpose: "idempotent answer", salt: `${subject}\n${key}` });
  const known = await claimKey(db, claimed);
  if (known) return { outcome: readKnown(known, claimed.fingerprint, box), isReplay: true };
  const outcome = await settle(run).catch(async (err: unknown) => {
    await releaseKey(db, keyHash).catch((failure: unknown) => log.warn({ err: failure }, "a key stays claimed"));
    throw err;
  });
  // It has happened, and the client is told so, whether or not a retry will be.
  await saveAnswer(db, claimed, box.seal(JSON.stringify(outcome))).catch((err: unknown) =>
    log.error({ err }, "an answer is not kept"),
  );
  return { outcome, isReplay: false };
}

/** What will be refused again is an outcome; what may succeed another time is not. */
async function settle(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (err) {
    if (!(err instanceof Problem) || !isLasting(err)) throw err;
    return { code: err.code, detail: err.message, errors: err.errors };
  }
}

/** Who has lost access may have it again by signing in. */
function isLasting({ code }: Problem): boolean {
  const { status } = problems[code];
  return status < 500 && status !== 401 && code !== "rate-limited";
}

function readKnown(
  known: { fingerprint: Buffer; answer: Buffer | null },
  fingerprint: Buffer,
  box: SecretBox,
): Outcome {
  if (!known.fingerprint.equals(fingerprint)) throw new Problem("idempotency-key-reused");
  if (!known.answer) throw new Problem("request-in-progress", undefined, { retryAfterSeconds });
  const text = box.open(known.answer);
  if (text === undefined)
    throw new Problem(
      "idempotency-key-reused",
      "The stored response can no longer be decrypted. Send the request with a new Idempotency-Key",
    );
  return JSON.parse(text);
}

function hash(...parts: readonly (string | Buffer)[]): Buffer {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return sum.digest();
}
