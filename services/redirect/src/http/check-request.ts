import type { IncomingMessage, ServerResponse } from "node:http";
import { maxHostHeader } from "../domains/read-host.ts";
import type { RedirectMetrics } from "../redirect-metrics.ts";
import { toPlainProblem } from "./plain-problem.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

const scheme = /^https?:/i;

/**
 * Refuses requests of HTTP/1.1 without `Host` (RFC 9112, 3.2). Works around limits of Hono's adapter: it copies a `Host` of any
 * length, and it refuses empty ports, backslashes (which text may leave after a link) and schemes in upper case (RFC 3986, 3.1
 * and 3.2.3).
 */
export function checkRequests(listener: Listener, { answered }: Pick<RedirectMetrics, "answered">): Listener {
  return (request, response) => {
    const { host } = request.headers;
    if (host === undefined ? request.httpVersion === "1.1" : host.length > maxHostHeader) {
      answered("malformed-request", "none", 0);
      const { status, headers, body } = toPlainProblem("malformed-request");
      return response.writeHead(status, headers).end(body);
    }
    if (host?.endsWith(":")) request.headers.host = host.slice(0, -1);
    if (request.url?.includes("\\")) request.url = request.url.replaceAll("\\", "%5C");
    if (request.url?.startsWith("/") === false) request.url = request.url.replace(scheme, text => text.toLowerCase());
    return listener(request, response);
  };
}
