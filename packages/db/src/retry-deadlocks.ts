/** SQLSTATE deadlock_detected. */
const deadlockDetected = "40P01";
const attempts = 5;

/** `run` must be safe to repeat. Rethrows other errors. */
export async function retryDeadlocks<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (err) {
      if ((err as { code?: unknown }).code !== deadlockDetected || attempt === attempts) throw err;
    }
  }
}
