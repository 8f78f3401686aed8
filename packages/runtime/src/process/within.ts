/**
 * Waits for a promise for at most `ms` milliseconds. The work itself continues after that. A busy machine may wake this
 * process after the time is up: answers that have arrived by then still count.
 *
 * @param name of the work, for the error
 * @throws Error when the time is up
 */
export async function within<T>(ms: number, promise: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    // Timers run before the event loop reads from sockets, and immediates after.
    const giveUp = () => reject(new Error(`${name} took longer than ${ms} ms`));
    timer = setTimeout(() => setImmediate(giveUp), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
