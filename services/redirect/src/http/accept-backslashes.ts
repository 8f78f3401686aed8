import type { IncomingMessage, ServerResponse } from "node:http";

type Listener<R> = (request: IncomingMessage, response: ServerResponse) => R;

/** Encodes backslashes in a request target, which browsers and texts leave behind a link and the adapter of Hono refuses. */
export function acceptBackslashes<R>(listener: Listener<R>): Listener<R> {
  return (request, response) => {
    if (request.url?.includes("\\")) request.url = request.url.replaceAll("\\", "%5C");
    return listener(request, response);
  };
}
