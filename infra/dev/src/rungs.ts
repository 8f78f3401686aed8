/** One way to come by something. Undefined when this machine does not offer it; an error when it does and fails. */
export interface Rung<T> {
  name: string;
  attempt(): Promise<T | undefined>;
}

/**
 * The first rung that holds.
 *
 * @throws Error with `advice`, and with what went wrong on the rungs that were tried.
 */
export async function climb<T>(rungs: readonly Rung<T>[], advice: string): Promise<T> {
  const failures: string[] = [];
  for (const { name, attempt } of rungs) {
    try {
      const found = await attempt();
      if (found !== undefined) return found;
    } catch (err) {
      failures.push(`${name}: ${(err as Error).message}`);
    }
  }
  throw new Error([advice, ...failures.map(failure => `  (${failure})`)].join("\n"));
}
