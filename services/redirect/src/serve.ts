import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { announceInstance } from "@shunt/cache";
import { createClientAddress, listen, startOps, watchProcess } from "@shunt/runtime";
import { sql } from "kysely";
import { type AppDeps, createApp } from "./http/app.ts";
import { checkRequests } from "./http/check-request.ts";
import { answerBadRequest, answerClientErrors } from "./http/client-error.ts";
import { holdAnswers } from "./http/hold-answers.ts";
import { createMissLimit } from "./http/miss-limit.ts";
import type { Stores } from "./open-stores.ts";
import { type Root, sinceStart } from "./root.ts";
import type { Spool } from "./spool/spool.ts";
import { traceRequests } from "./tracing/trace-requests.ts";
import { traceVisits } from "./tracing/trace-visits.ts";

/** For a request to arrive. An idle connection is kept longer than the proxies in front keep theirs. */
const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 75_000,
  // The body of a request is never read here.
  optimizeEmptyRequests: true,
  // A second `Host` makes one that is no host, and is refused (RFC 9112, 3.2).
  joinDuplicateHeaders: true,
};

export type ServeDeps = Stores & Pick<AppDeps, "domains" | "resolver"> & { spool: Spool };

/** Answers visitors and operators, and announces this process once it does. */
export async function serve(root: Root, deps: ServeDeps): Promise<{ port: number; opsPort: number }> {
  const { config, log, metrics, lifecycle } = root;
  const { db, redis, spool } = deps;
  const server = createRedirectServer(root, deps);
  const ops = await startOps({
    ...config.ops,
    metrics: metrics.registry,
    checks: {
      // Cached links are answered without Postgres, and Postgres answers without Redis: one of the two is enough.
      links: () => Promise.any([redis.ping(), sql`select 1`.execute(db)]),
      listening: async () => assertListening(server),
    },
    log,
  });
  lifecycle.open("ops", ops);
  const http = lifecycle.open("http", await listen(server, config.http.port));
  const goAway = announceInstance({
    redis,
    service: "redirect",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    silenceMs: config.silenceMs,
    readSpool: spool.backlog,
    onError: err => log.debug({ err }, "not announced"),
  });
  lifecycle.onStop("announcement", goAway);
  log.info({ port: http.port, opsPort: ops.port }, "listening");
  return { port: http.port, opsPort: ops.port };
}

function createRedirectServer(
  { config, log, tracing, metrics }: Root,
  { domains, resolver, spool }: ServeDeps,
): Server {
  const app = createApp({
    domains,
    resolver,
    ...(tracing ? traceVisits(tracing, { spool, metrics }) : { spool, metrics }),
    missLimit: createMissLimit(config.limits.missesPerMinute, sinceStart),
    clientAddress: createClientAddress(config.http.trustedProxies),
    log,
    now: Date.now,
  });
  const fetch = holdAnswers(app.fetch, spool);
  const answer = tracing ? traceRequests(tracing, fetch) : fetch;
  const hostname = new URL(config.baseUrl).host;
  const listener = getRequestListener(answer, { hostname, errorHandler: answerBadRequest });
  const server = createServer(serverOptions, checkRequests(listener, metrics));
  answerClientErrors(server);
  return server;
}

function assertListening(server: Server): void {
  if (!server.listening) throw new Error("not listening");
}
