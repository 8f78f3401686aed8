import { type Health, operations } from "@shunt/contracts";
import { within } from "@shunt/runtime";
import type { Express } from "express";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { nameOperation } from "../http/measure-requests.ts";

const timeoutMs = 2_000;

/** Not served by `serve`: the body is the same for 200 and 503. */
export function addHealthRoutes(app: Express, context: Context): void {
  app.get(operations.getHealth.path, async (_req, res) => {
    nameOperation(res, operations.getHealth);
    const health = await readHealth(context);
    const isHealthy = Object.values(health).every(state => state === "ok");
    res
      .status(isHealthy ? 200 : 503)
      .set("Cache-Control", "no-store")
      .json(health);
  });
}

async function readHealth({ db, redis, log }: Context): Promise<Health> {
  const ask = async (name: string, question: Promise<unknown>) => {
    try {
      await within(timeoutMs, question, name);
      return "ok";
    } catch (err) {
      log.warn({ err, dependency: name }, "unhealthy");
      return "error";
    }
  };
  const [database, cache] = await Promise.all([ask("database", sql`select 1`.execute(db)), ask("redis", redis.ping())]);
  return { api: "ok", database, redis: cache };
}
