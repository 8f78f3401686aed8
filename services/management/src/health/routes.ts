import type { Health } from "@shunt/contracts/admin";
import { operations } from "@shunt/contracts/operations";
import { assertUsable } from "@shunt/db";
import { createForwardingCheck, forwardingHeader, within } from "@shunt/runtime";
import type { Express } from "express";
import { type HttpDeps, serve } from "../http/index.ts";

const timeoutMs = 2_000;

export function addHealthRoutes(app: Express, context: HttpDeps): void {
  const ignoresForwarding = createForwardingCheck(context.config.http.trustedProxies);
  serve(app, context, operations.getHealth, async (ctx, _input, res) => {
    const health = await readHealth(ctx);
    // The API works without Redis.
    if (health.database === "error") res.status(503);
    if (ignoresForwarding(res.req)) res.set(forwardingHeader, "ignored");
    return health;
  });
}

async function readHealth({ db, redis, log }: HttpDeps): Promise<Health> {
  const check = async (name: string, probe: Promise<unknown>) => {
    try {
      await within(timeoutMs, probe, name);
      return "ok";
    } catch (err) {
      log.warn({ err, dependency: name }, "health check failed");
      return "error";
    }
  };
  const [database, cache] = await Promise.all([
    // As /readyz does, so that a load balancer and an alert agree.
    check("database", assertUsable(db)),
    check("redis", redis.ping()),
  ]);
  return { api: "ok", database, redis: cache };
}
