import { createDomainCache, createLinkCache, type Redis } from "@shunt/cache";
import type { Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { type ChangeDeps, OutboxSettler } from "../changes/index.ts";
import type { Config } from "../config.ts";

/**
 * The dependencies of changes to links and accounts, for a command that serves nothing. `outbox.stop` waits for what the
 * changes left to do.
 */
export function createOperatorDeps({ db, redis, config }: { db: Db; redis: Redis; config: Config }): ChangeDeps {
  const log = createLogger("operator", "silent");
  return {
    db,
    linkCache: createLinkCache(redis),
    domainCache: createDomainCache(redis),
    outbox: new OutboxSettler(db, log),
    config,
    log,
  };
}
