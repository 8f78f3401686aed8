import { createServer, type RequestListener, type Server } from "node:http";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import { checkRequests } from "./check-request.ts";
import { answerClientErrors, refuseTunnel } from "./client-error.ts";

const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  // Longer than that of proxies in front, so that they close idle connections first.
  keepAliveTimeout: 75_000,
  // Request bodies are never read.
  optimizeEmptyRequests: true,
  // Joins duplicate `Host` headers to an invalid one, which is refused (RFC 9112, 3.2).
  joinDuplicateHeaders: true,
  // `checkRequests` refuses requests without a host with a problem, Node without a body.
  requireHostHeader: false,
};

/** Creates the public server. It refuses what is not valid HTTP, and passes all else to the listener. */
export function createRedirectServer(listener: RequestListener, metrics: Pick<RedirectMetrics, "answered">): Server {
  const checked = checkRequests(listener, metrics);
  const server = createServer(serverOptions, checked);
  server.on("checkContinue", (request, response) => {
    // A final answer in place of `100 Continue`. The client sends no body, so the next request could not be found.
    response.setHeader("Connection", "close");
    return checked(request, response);
  });
  server.on("connect", (_request, socket) => {
    metrics.answered("method-not-allowed", "none", 0);
    refuseTunnel(socket);
  });
  answerClientErrors(server);
  return server;
}
