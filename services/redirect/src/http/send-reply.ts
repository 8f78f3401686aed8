import { type IncomingMessage, type ServerResponse, validateHeaderValue } from "node:http";

/** The answer to a request. */
export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array<ArrayBuffer> | null;
}

/** Writes the head of a reply. @throws Error if a header has a character that HTTP does not allow */
export function writeHead(reply: Reply, { method }: Pick<IncomingMessage, "method">, response: ServerResponse): void {
  const { status, headers, body } = reply;
  const hasLength = body === null || method === "HEAD" || "Content-Length" in headers;
  response.writeHead(status, hasLength ? headers : { ...headers, "Content-Length": Buffer.byteLength(body) });
}

/**
 * Converts a reply for the fetch API. A reply to `HEAD` has no body.
 *
 * @throws Error if a header has a character that HTTP does not allow. Hono's adapter would leave the request without an
 * answer, and reject a promise that nothing handles
 */
export function toResponse({ status, headers, body }: Reply, method: string | undefined): Response {
  for (const [name, value] of Object.entries(headers)) validateHeaderValue(name, value);
  return new Response(method === "HEAD" ? null : body, { status, headers });
}
