import type { Span, Tracing } from "@shunt/runtime";
import type { App } from "../http/app.ts";
import type { Reply } from "../http/send-reply.ts";

export function traceRequests(tracing: Tracing, app: App): App {
  return request => {
    const { headers, method = "GET", url = "" } = request;
    const traceparent = toSingle(headers.traceparent);
    if (!tracing.isSampled(traceparent)) return app(request);
    const attributes = { "http.request.method": method, "http.route": route, "url.path": toPath(url) };
    return tracing.run({ name: `${method} ${route}`, kind: "server", parent: traceparent, attributes }, span => {
      const reply = app(request);
      return reply instanceof Promise
        ? reply.then(resolved => describe(tracing, span, resolved))
        : describe(tracing, span, reply);
    });
  };
}

const route = "/:code";

function describe(tracing: Tracing, span: Span, reply: Reply): Reply {
  span.setAttribute("http.response.status_code", reply.status);
  span.setAttribute("shunt.request_id", reply.headers["X-Request-ID"] ?? "");
  if (reply.status >= 500) tracing.fail(span, { name: String(reply.status) });
  return reply;
}

function toSingle(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}

/** Without the query, which may contain personal data of the visitor. */
function toPath(url: string): string {
  return (url.startsWith("/") ? url : (URL.parse(url)?.pathname ?? "")).replace(/[?#].*$/s, "");
}
