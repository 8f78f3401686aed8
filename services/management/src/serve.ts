import { announceInstance } from "@shunt/cache";
import { assertMigrated } from "@shunt/db";
import { listen, startOps, watchProcess } from "@shunt/runtime";
import { createApp } from "./app.ts";
import type { Context } from "./context.ts";
import { createPublicServer } from "./http/index.ts";
import type { Root } from "./root.ts";

/** Answers clients and operators, and announces this process once it does. */
export async function serve(
  { config, log, lifecycle, metrics }: Root,
  context: Context,
): Promise<{ port: number; opsPort: number }> {
  const server = await listen(createPublicServer(createApp(context)), config.http.port);
  lifecycle.open("http", server);
  // Before the server, which waits for open answers.
  lifecycle.open("live clicks", context.liveClicks);
  lifecycle.onStop("live notifications", () => context.social?.liveNotifications.stop());
  lifecycle.open("overview", context.overview);
  const ops = await startOps({
    ...config.ops,
    metrics: metrics.registry,
    // Without Redis the API goes on, so it does not decide whether this pod is ready.
    checks: { database: () => assertMigrated(context.db) },
    log,
  });
  lifecycle.open("ops", ops);
  const goAway = announceInstance({
    redis: context.redis,
    service: "management",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    silenceMs: context.config.silenceMs,
    onError: err => log.debug({ err }, "a number is unknown"),
  });
  lifecycle.onStop("announcement", goAway);
  return { port: server.port, opsPort: ops.port };
}
