/** Requests that `early.ts` sends before the application is there, by path. */
export type EarlyAnswers = Map<string, { answer: Promise<Response>; sentAt: number }>;

const maxAgeMs = 10_000;
const place = globalThis as { shuntEarlyAnswers?: EarlyAnswers };

/** Sends a request whose answer `takeEarlyAnswer` will return. */
export function fetchEarly(path: string, send: () => Promise<Response>): void {
  const answer = send();
  // The caller of `takeEarlyAnswer` gets the failure.
  answer.catch(() => undefined);
  place.shuntEarlyAnswers ??= new Map();
  place.shuntEarlyAnswers.set(path, { answer, sentAt: performance.now() });
}

/** The answer to an early request, once. */
export function takeEarlyAnswer(path: string): Promise<Response> | undefined {
  const early = place.shuntEarlyAnswers?.get(path);
  place.shuntEarlyAnswers?.delete(path);
  return early && performance.now() - early.sentAt < maxAgeMs ? early.answer : undefined;
}
