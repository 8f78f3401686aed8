/** A request that `early.ts` sent before the application is there. */
interface EarlyAnswer {
  answer: Promise<Response>;
  sentAt: number;
  /** Header of the request, if it is sent for a session. */
  authorization: Promise<string> | undefined;
}

/** By path. */
export type EarlyAnswers = Map<string, EarlyAnswer>;

const maxAgeMs = 10_000;
const place = globalThis as { shuntEarlyAnswers?: EarlyAnswers };

/**
 * Keeps the answer to an early request for `takeEarlyAnswer`.
 *
 * @param authorization header of the request, if it is sent for a session
 */
export function keepEarlyAnswer(path: string, answer: Promise<Response>, authorization?: Promise<string>): void {
  // The caller of `takeEarlyAnswer` gets the failure.
  answer.catch(() => undefined);
  place.shuntEarlyAnswers ??= new Map();
  place.shuntEarlyAnswers.set(path, { answer, sentAt: performance.now(), authorization });
}

/**
 * The answer to an early request, once. An answer for a session is only for that session.
 *
 * @param headers of the request that needs the answer
 */
export async function takeEarlyAnswer(path: string, headers?: HeadersInit): Promise<Response | undefined> {
  const early = place.shuntEarlyAnswers?.get(path);
  place.shuntEarlyAnswers?.delete(path);
  if (!early || performance.now() - early.sentAt >= maxAgeMs) return undefined;
  const { answer, authorization } = early;
  if (authorization === undefined) return answer;
  const sent = await authorization.catch(() => undefined);
  return sent !== undefined && sent === new Headers(headers).get("authorization") ? answer : undefined;
}
