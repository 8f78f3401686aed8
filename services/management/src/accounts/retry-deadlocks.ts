/** SQLSTATE deadlock_detected: of two transactions that waited for each other, the database has ended this one. */
const deadlockDetected = "40P01";
const attempts = 5;

/** Does it again when somebody else was in the way; `run` must be safe to be done anew. @throws whatever else it throws */
export async function retryDeadlocks<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (err) {
      if ((err as { code?: unknown }).code !== deadlockDetected || attempt === attempts) throw err;
    }
  }
}
