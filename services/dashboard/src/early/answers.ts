/** A request that `early.ts` sent before the application is there. */
interface EarlyAnswer {
  answer: Promise<Response>;
  sentAt: number;
  /** Header of the request, if it was sent for a session. */
  authorization: string | undefined;
}

/** By path. */
export type EarlyAnswers = Map<string, EarlyAnswer>;

const maxAgeMs = 10_000;
const place = globalThis as { shuntEarlyAnswers?: EarlyAnswers };

/**
 * Sends a request whose answer `takeEarlyAnswer` will return.
 *
 * @param authorization header of the request, if it is sent for a session
 */
export function fetchEarly(path: string, send: () => Promise<Response>, authorization?: string): void {
  const answer = send();
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
export function takeEarlyAnswer(path: string, headers?: HeadersInit): Promise<Response> | undefined {
  const early = place.shuntEarlyAnswers?.get(path);
  place.shuntEarlyAnswers?.delete(path);
  if (!early || performance.now() - early.sentAt >= maxAgeMs) return undefined;
  const { answer, authorization } = early;
  return authorization === undefined || authorization === new Headers(headers).get("authorization")
    ? answer
    : undefined;
}
