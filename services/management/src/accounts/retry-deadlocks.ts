/** SQLSTATE deadlock_detected: Postgres ended this transaction to let another one continue. */
const deadlockDetected = "40P01";
const attempts = 5;

/** Repeats `run` after a deadlock, up to five attempts. `run` must be safe to repeat. Other errors are rethrown. */
export async function retryDeadlocks<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (err) {
      if ((err as { code?: unknown }).code !== deadlockDetected || attempt === attempts) throw err;
    }
  }
}
