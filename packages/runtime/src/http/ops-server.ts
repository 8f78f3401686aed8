import cluster from "node:cluster";
import type { RequestListener, ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { type MetricsSource, shareMetrics } from "../metrics/metrics.ts";
import { addReadinessMetric } from "../metrics/readiness-metric.ts";
import type { Logger } from "../process/logger.ts";
import { answerReadiness } from "./cluster-readiness.ts";
import { createHttpServer } from "./http-server.ts";
import { type Listening, listen } from "./listen.ts";
import { type Check, type Readiness, runChecks } from "./readiness.ts";

export interface OpsOptions {
  /** Address to listen on; `*` means all. */
  host: string;
  port: number;
  metrics: Registry;
  /** Checks of required dependencies, run for every `/readyz` and scrape. */
  checks: Record<string, Check>;
  log: Logger;
}

export interface OpsServer {
  port: number;
  /** Runs the checks of this process. */
  readiness: () => Promise<Readiness>;
  stop(): Promise<void>;
}

/** Starts the ops server. A worker of a cluster reports to the primary instead, which serves for all. */
export async function startOps({ host, port, metrics, checks, log }: OpsOptions): Promise<OpsServer> {
  const readiness = () => runChecks(checks, log);
  addReadinessMetric(metrics, readiness);
  if (!cluster.isWorker) return { ...(await startOpsServer({ host, port }, metrics, readiness, log)), readiness };
  shareMetrics(metrics);
  answerReadiness(readiness);
  return { port: 0, readiness, stop: async () => {} };
}

/**
 * Serves operators and orchestrators on a port of its own: `/livez` (the process responds), `/readyz` (503 while a check fails)
 * and `/metrics` (Prometheus).
 */
export async function startOpsServer(
  { host, port }: Pick<OpsOptions, "host" | "port">,
  metrics: MetricsSource,
  check: () => Promise<Readiness>,
  log: Logger,
): Promise<Listening> {
  const onRequest: RequestListener = (req, res) => {
    void answer(req.url ?? "/", res, metrics, check).catch((err: unknown) => {
      log.error({ err, url: req.url }, "ops request failed");
      sendJson(res, 500, { status: "error" });
    });
  };
  const server = createHttpServer(onRequest, {
    maxConnections: 200,
    requestTimeout: 15_000,
    toRefusal: () => ({ type: "application/json", body: '{"status":"error"}' }),
  });
  return listen(server, port, host === "*" ? undefined : host);
}

async function answer(url: string, res: ServerResponse, metrics: MetricsSource, check: () => Promise<Readiness>) {
  switch (url.split("?")[0]) {
    case "/livez":
      return sendJson(res, 200, { status: "ok" });
    case "/readyz": {
      const results = await check();
      const ready = Object.values(results).every(result => result === "ok");
      return sendJson(res, ready ? 200 : 503, { status: ready ? "ok" : "error", checks: results });
    }
    case "/metrics":
      res.writeHead(200, { "content-type": metrics.contentType });
      return res.end(await metrics.metrics());
    default:
      return sendJson(res, 404, { status: "not found", paths: ["/livez", "/readyz", "/metrics"] });
  }
}

function sendJson(res: ServerResponse, status: number, body: unknown) {
  res.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  return res.end(JSON.stringify(body));
}
