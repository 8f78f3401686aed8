import type { Server } from "node:http";
import { announceInstance } from "@shunt/cache";
import { createClientAddress, createForwardingCheck, listen, startOps, watchProcess } from "@shunt/runtime";
import { sql } from "kysely";
import { type AppDeps, createApp } from "./http/app.ts";
import { createRedirectServer } from "./http/create-server.ts";
import { createListener } from "./http/listener.ts";
import { createMissLimit } from "./http/miss-limit.ts";
import type { Stores } from "./open-stores.ts";
import { type Root, sinceStart } from "./root.ts";
import type { Spool } from "./spool/spool.ts";
import { traceRequests } from "./tracing/trace-requests.ts";
import { traceVisits } from "./tracing/trace-visits.ts";

export type ServeDeps = Stores &
  Pick<AppDeps, "domains" | "resolver" | "findFacts" | "decide" | "uses"> & { spool: Spool };

/** Starts the public and the ops server, then announces this process. */
export async function serve(root: Root, deps: ServeDeps): Promise<{ port: number; opsPort: number }> {
  const { config, log, metrics, lifecycle } = root;
  const { db, redis, spool } = deps;
  const server = openServer(root, deps);
  const ops = await startOps({
    ...config.ops,
    metrics: metrics.registry,
    checks: {
      // Either store is enough: Redis has the cached links, Postgres has all of them.
      links: () => Promise.any([redis.ping(), sql`select 1`.execute(db)]),
      listening: async () => assertListening(server),
    },
    log,
  });
  lifecycle.open("ops", ops);
  const http = lifecycle.open("http", await listen(server, config.http.port));
  const stopAnnouncing = announceInstance({
    redis,
    service: "redirect",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    silenceMs: config.silenceMs,
    readSpool: spool.backlog,
    onError: err => log.debug({ err }, "instance announcement failed"),
  });
  lifecycle.onStop("announcement", stopAnnouncing);
  log.info({ port: http.port, opsPort: ops.port }, "listening");
  return { port: http.port, opsPort: ops.port };
}

function openServer(
  { config, log, tracing, metrics }: Root,
  { domains, resolver, findFacts, spool, uses, decide }: ServeDeps,
): Server {
  const app = createApp({
    domains,
    resolver,
    findFacts,
    decide,
    baseUrl: config.baseUrl,
    uses,
    appUrl: config.appUrl,
    contactUrl: config.contactUrl,
    ...(tracing ? traceVisits(tracing, { spool, metrics }) : { spool, metrics }),
    missLimit: createMissLimit(config.limits.missesPerMinute, sinceStart),
    clientAddress: createClientAddress(config.http.trustedProxies),
    ignoresForwarding: createForwardingCheck(config.http.trustedProxies),
    log,
    now: Date.now,
  });
  const traced = tracing ? traceRequests(tracing, app) : app;
  const hostname = new URL(config.baseUrl).host;
  const listener = createListener(traced, { spool, hostname, log });
  return createRedirectServer(listener, metrics);
}

function assertListening(server: Server): void {
  if (!server.listening) throw new Error("not listening");
}
