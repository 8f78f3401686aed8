import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import type { Span, Tracing } from "@shunt/runtime";

type Fetch = (request: Request, env: HttpBindings | Http2Bindings) => Response | Promise<Response>;

export function traceRequests(tracing: Tracing, fetch: Fetch): Fetch {
  return (request, env) => {
    const { headers, method = "GET", url = "" } = env.incoming;
    const traceparent = toSingle(headers.traceparent);
    if (!tracing.isSampled(traceparent)) return fetch(request, env);
    const attributes = { "http.request.method": method, "http.route": route, "url.path": toPath(url) };
    return tracing.run({ name: `${method} ${route}`, kind: "server", parent: traceparent, attributes }, span => {
      const answer = fetch(request, env);
      return answer instanceof Promise
        ? answer.then(resolved => describe(tracing, span, resolved))
        : describe(tracing, span, answer);
    });
  };
}

const route = "/:code";

function describe(tracing: Tracing, span: Span, answer: Response): Response {
  span.setAttribute("http.response.status_code", answer.status);
  span.setAttribute("shunt.request_id", answer.headers.get("x-request-id") ?? "");
  if (answer.status >= 500) tracing.fail(span, { name: String(answer.status) });
  return answer;
}

function toSingle(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}

/** Without the query, which may contain personal data of the visitor. */
function toPath(url: string): string {
  return (url.startsWith("/") ? url : (URL.parse(url)?.pathname ?? "")).replace(/[?#].*$/s, "");
}
