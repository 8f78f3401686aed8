import { setTimeout as sleep } from "node:timers/promises";
import type { AdministratorMessage } from "@shunt/contracts/admin";
import type { Logger } from "@shunt/runtime";
import { ensureAdmin, startListingSweeper } from "./admin/index.ts";
import { resealTotpSecrets } from "./auth/index.ts";
import type { ChangeDeps } from "./changes/index.ts";
import { setSharedCase } from "./domains/index.ts";
import { resealLockKeys, startSearchSweeper } from "./links/index.ts";
import type { Root } from "./root.ts";

const retryMs = 2_000;

export function startChores({ config, log, lifecycle }: Root, deps: ChangeDeps): void {
  const { db } = deps;
  const { admin, secretKeys } = config;
  lifecycle.open("listed links", startListingSweeper(deps, log));
  lifecycle.open("search texts", startSearchSweeper({ db, log }));
  lifecycle.onStop(
    "case of codes",
    retryUntilDone(() => setSharedCase(deps, config.links.isCaseSensitive), log, "SHORT_CODE_CASE not applied yet"),
  );
  if (admin)
    lifecycle.onStop(
      "administrator",
      retryUntilDone(
        async () => reportAdministrator({ hasConfiguredPassword: await ensureAdmin(db, admin, log) }),
        log,
        "administrator not created yet",
      ),
    );
  if (secretKeys.length > 1)
    lifecycle.onStop(
      "two-factor secrets",
      retryUntilDone(() => resealTotpSecrets(db, secretKeys), log, "two-factor secrets not resealed yet"),
    );
  if (secretKeys.length > 1)
    lifecycle.onStop(
      "keys of locks",
      retryUntilDone(() => resealLockKeys(db, secretKeys), log, "keys of locks not resealed yet"),
    );
}

/** Reports to `npm start`, if it started this process. */
function reportAdministrator(message: AdministratorMessage): void {
  process.send?.(message);
}

/**
 * Retries until the first success, because this service starts even without its database. Returns a function that stops
 * it.
 */
function retryUntilDone(attempt: () => Promise<void>, log: Logger, failure: string): () => Promise<void> {
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
