/**
 * Waits for a promise for at most `ms` milliseconds. The work itself continues after that.
 *
 * @param name of the work, for the error
 * @throws Error when the time is up
 */
export async function within<T>(ms: number, promise: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
