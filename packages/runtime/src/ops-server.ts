import { createServer, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import { listen } from "./listen.ts";
import type { Logger } from "./logger.ts";
import { within } from "./within.ts";

/** Resolves when the dependency answers, throws when it does not. */
export type Check = () => Promise<unknown>;

export interface OpsServerOptions {
  port: number;
  metrics: Registry;
  /** What the service cannot do without; asked anew for every `/readyz`. */
  checks: Record<string, Check>;
  log: Logger;
}

const checkTimeoutMs = 2_000;

/**
 * The server that operators and orchestrators talk to, apart from the public port: `/livez` (the process turns over),
 * `/readyz` (503 while a check fails) and `/metrics` (Prometheus).
 */
export async function startOpsServer(options: OpsServerOptions) {
  const server = createServer((req, res) => {
    void answer(req.url ?? "/", res, options).catch((err: unknown) => {
      options.log.error({ err, url: req.url }, "ops request failed");
      sendJson(res, 500, { status: "error" });
    });
  });
  return listen(server, options.port);
}

async function answer(url: string, res: ServerResponse, { metrics, checks, log }: OpsServerOptions) {
  switch (url.split("?")[0]) {
    case "/livez":
      return sendJson(res, 200, { status: "ok" });
    case "/readyz": {
      const results = await runChecks(checks, log);
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

async function runChecks(checks: Record<string, Check>, log: Logger): Promise<Record<string, "ok" | "error">> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await runCheck(name, check, log)] as const),
  );
  return Object.fromEntries(results);
}

async function runCheck(name: string, check: Check, log: Logger): Promise<"ok" | "error"> {
  try {
    await within(checkTimeoutMs, check(), name);
    return "ok";
  } catch (err) {
    log.warn({ err, check: name }, "not ready");
    return "error";
  }
}

function sendJson(res: ServerResponse, status: number, body: unknown) {
  res.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  return res.end(JSON.stringify(body));
}
