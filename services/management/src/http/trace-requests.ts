import type { Span, Tracing } from "@shunt/runtime";
import type { Request, RequestHandler, Response } from "express";
import { onceClosed } from "./once-closed.ts";
import { requestIdOf } from "./request-id.ts";

/** Creates a span for each sampled request, named by its route. */
export function traceRequests(tracing: Tracing): RequestHandler {
  return (req, res, next) => {
    const traceparent = req.get("traceparent");
    if (isStream(req) || !tracing.isSampled(traceparent)) return next();
    const attributes = { "http.request.method": req.method, "shunt.request_id": requestIdOf(res) };
    const span = tracing.begin({ name: req.method, kind: "server", parent: traceparent, attributes });
    onceClosed(res, () => {
      describe(tracing, span, req, res);
      span.end();
    });
    return tracing.within(span, next);
  };
}

/** Event streams are not traced, because they last as long as the client listens. */
function isStream(req: Request): boolean {
  return req.get("accept")?.includes("text/event-stream") ?? false;
}

/** Uses the route pattern, because the path itself can contain private data. */
function describe(tracing: Tracing, span: Span, { method, baseUrl, route }: Request, res: Response): void {
  if (typeof route?.path === "string") {
    span.updateName(`${method} ${baseUrl}${route.path}`);
    span.setAttribute("http.route", `${baseUrl}${route.path}`);
  }
  if (res.headersSent) span.setAttribute("http.response.status_code", res.statusCode);
  if (res.statusCode >= 500) tracing.fail(span, { name: String(res.statusCode) });
}
