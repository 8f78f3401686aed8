/** Long enough for many readers of one report, short enough to look current. */
const keptMs = 10_000;
const maxKept = 1_000;

/** Shares one computation among the readers of a report, so that a popular one does not keep the database busy. */
export function createRecentAnswers(now: () => number = Date.now) {
  const kept = new Map<string, { until: number; answer: Promise<unknown> }>();
  return {
    /** A failure is not kept. */
    get<T>(key: string, compute: () => Promise<T>): Promise<T> {
      const found = kept.get(key);
      if (found && found.until > now()) return found.answer as Promise<T>;
      const answer = compute();
      kept.delete(key);
      kept.set(key, { until: now() + keptMs, answer });
      answer.catch(() => kept.get(key)?.answer === answer && kept.delete(key));
      if (kept.size > maxKept) kept.delete(kept.keys().next().value as string);
      return answer;
    },
  };
}
