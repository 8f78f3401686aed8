import { api } from "./client.ts";

/**
 * Gets the cookie of the operations pages: it opens the queues, and the overview while Postgres is away and no token can
 * be checked. Without it, both ask to sign in.
 */
export async function openOpsSession(signal?: AbortSignal): Promise<void> {
  await api.openOpsSession(signal ? { signal } : {}).catch(() => undefined);
}
