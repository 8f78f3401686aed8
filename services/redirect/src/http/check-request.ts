import type { IncomingMessage, ServerResponse } from "node:http";
import { maxHostHeader } from "../domains/read-host.ts";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import { toPlainProblem } from "./plain-problem.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Spares the adapter of Hono what it handles badly: it copies a `Host` of any length, and it refuses backslashes, which texts leave
 * behind a link.
 */
export function checkRequests(listener: Listener, { answered }: Pick<RedirectMetrics, "answered">): Listener {
  return (request, response) => {
    const { host } = request.headers;
    if (host !== undefined && host.length > maxHostHeader) {
      answered("malformed-request", "none", 0);
      const { status, headers, body } = toPlainProblem("malformed-request");
      return response.writeHead(status, headers).end(body);
    }
    if (request.url?.includes("\\")) request.url = request.url.replaceAll("\\", "%5C");
    return listener(request, response);
  };
}
