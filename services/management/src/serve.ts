import { announceInstance } from "@shunt/cache";
import { assertUsable } from "@shunt/db";
import { listen, startOps, watchProcess } from "@shunt/runtime";
import { createApp } from "./app.ts";
import type { Context } from "./context.ts";
import { createPublicServer } from "./http/index.ts";
import type { Root } from "./root.ts";

/** Starts the public and the operations server, then announces this process. */
export async function serve(
  { config, log, lifecycle, metrics }: Root,
  context: Context,
): Promise<{ port: number; opsPort: number }> {
  const server = await listen(createPublicServer(createApp(context)), config.http.port);
  lifecycle.open("http", server);
  // Stopped with the server, which waits for open responses.
  lifecycle.open("live clicks", context.liveClicks);
  lifecycle.onStop("live notifications", () => context.social?.liveNotifications.stop());
  lifecycle.open("overview", context.overview);
  const ops = await startOps({
    ...config.ops,
    metrics: metrics.registry,
    // The API works without Redis, so only the database decides whether this process is ready.
    checks: { database: () => assertUsable(context.db) },
    log,
  });
  lifecycle.open("ops", ops);
  const stopAnnouncing = announceInstance({
    redis: context.redis,
    service: "management",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    silenceMs: context.config.silenceMs,
    onError: err => log.debug({ err }, "instance not announced"),
  });
  lifecycle.onStop("announcement", stopAnnouncing);
  return { port: server.port, opsPort: ops.port };
}
