/** One way to get something. Returns undefined if this machine does not offer it; throws if it does and fails. */
export interface Source<T> {
  name: string;
  attempt(): Promise<T | undefined>;
}

/**
 * Returns the result of the first source that works.
 *
 * @throws Error with `advice` and the failures of the sources
 */
export async function firstAvailable<T>(sources: readonly Source<T>[], advice: string): Promise<T> {
  const failures: string[] = [];
  for (const { name, attempt } of sources) {
    try {
      const found = await attempt();
      if (found !== undefined) return found;
    } catch (err) {
      failures.push(`${name}: ${(err as Error).message}`);
    }
  }
  throw new Error([advice, ...failures.map(failure => `  (${failure})`)].join("\n"));
}
