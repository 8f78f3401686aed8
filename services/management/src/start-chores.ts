import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { ensureAdmin } from "./admin/index.ts";
import { resealTotpSecrets } from "./auth/index.ts";
import { startSearchSweeper } from "./links/index.ts";
import type { Root } from "./root.ts";

const retryMs = 2_000;

/** Starts what this service does beside answering. */
export function startChores({ config, log, lifecycle }: Root, db: Db): void {
  const { admin, secretKeys } = config;
  lifecycle.open("search texts", startSearchSweeper({ db, log }));
  if (admin)
    lifecycle.onStop(
      "administrator",
      keepTrying(() => ensureAdmin(db, admin, log), log, "the administrator is not made yet"),
    );
  if (secretKeys.length > 1)
    lifecycle.onStop(
      "second factors",
      keepTrying(() => resealTotpSecrets(db, secretKeys), log, "second factors are not sealed anew yet"),
    );
}

/** Until it has worked once: this service starts with or without its database. Returns what ends it. */
function keepTrying(attempt: () => Promise<void>, log: Logger, failure: string): () => Promise<void> {
  const stopping = new AbortController();
  const trying = (async () => {
    while (!stopping.signal.aborted) {
      try {
        return await attempt();
      } catch (err) {
        log.warn({ err }, failure);
        await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  })();
  return () => {
    stopping.abort();
    return trying;
  };
}
