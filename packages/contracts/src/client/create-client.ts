import type { Operation } from "../api/operation.ts";
import { type TranslateProblem, toApiError } from "./api-error.ts";
import type { AnyInput, Call, CallInput } from "./call.ts";

export interface ClientOptions {
  /** Origin of the API, without a trailing slash. */
  baseUrl: string;
  /** Defaults to the global `fetch`. */
  fetch?: typeof fetch;
  /** Returns an access token or an API key; undefined for a request without one. */
  getToken?: () => string | undefined | Promise<string | undefined>;
  /** Changes the texts of problems before they are thrown. */
  translate?: TranslateProblem;
}

export type Client<O extends Record<string, Operation>> = { [Name in keyof O]: Call<O[Name]> };

/**
 * Returns a function per operation: `createClient(linksOperations, { baseUrl }).createLink({ body: { original_url } })`. Needs the Fetch
 * API only. Responses are typed by the contract but not validated, because they may get further fields.
 */
export function createClient<const O extends Record<string, Operation>>(
  operations: O,
  options: ClientOptions,
): Client<O> {
  const calls = Object.entries<Operation>(operations).map(([name, operation]) => [
    name,
    async (input: AnyInput = {}) => {
      const response = await send(operation, input, options);
      if (!isSuccess(operation, response)) throw await toApiError(name, response, options.translate);
      return readResponse(operation, response);
    },
  ]);
  return Object.fromEntries(calls);
}

/** Sends a request and returns the raw response, for callers that need its status or headers. Does not throw for problems. */
export function sendOperation<const O extends Operation>(
  operation: O,
  input: CallInput<O>,
  options: ClientOptions,
): Promise<Response> {
  return send(operation, input, options);
}

/**
 * Returns the URL of an operation, for example of a picture, or of a stream for `EventSource`, with a ticket in `query` in place of the
 * token.
 */
export function toOperationUrl<const O extends Operation>(
  operation: O,
  input: Pick<CallInput<O>, Extract<keyof CallInput<O>, "params" | "query">>,
  baseUrl: string,
): string {
  return toUrl(operation, input, baseUrl);
}

async function send(operation: Operation, input: AnyInput, options: ClientOptions): Promise<Response> {
  const { baseUrl, fetch: doFetch = fetch, getToken } = options;
  const token = await getToken?.();
  const { body, type } = toBody(operation, input);
  return doFetch(toUrl(operation, input, baseUrl), {
    method: operation.method.toUpperCase(),
    headers: {
      ...(type !== undefined && { "content-type": type }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(input.idempotencyKey !== undefined && { "idempotency-key": input.idempotencyKey }),
      ...(input.ifMatch !== undefined && { "if-match": input.ifMatch }),
    },
    ...(body !== undefined && { body }),
    ...(input.signal && { signal: input.signal }),
  });
}

function toUrl({ path }: Operation, { params = {}, query = {} }: AnyInput, baseUrl: string): string {
  const filled = path.replace(/:(\w+)/g, (_, name) => toSegment(name, String((params as Values)[name])));
  const search = new URLSearchParams(
    Object.entries(query as Values).flatMap(([name, value]) =>
      [value].flat().flatMap(each => (each === undefined ? [] : [[name, String(each)]])),
    ),
  );
  return `${baseUrl}${filled}${search.size > 0 ? `?${search}` : ""}`;
}

/**
 * URL parsers drop these segments, encoded or not (https://url.spec.whatwg.org/#double-dot-path-segment), so the request would reach
 * another operation.
 */
function toSegment(name: string, value: string): string {
  if (["", ".", ".."].includes(value)) throw new TypeError(`"${value}" cannot be a path segment for ${name}`);
  return encodeURIComponent(value);
}

type Values = Record<string, unknown>;

const json = "application/json";

/** Sends bytes unchanged and everything else as JSON. */
function toBody({ bodyMediaTypes: [first = json] = [] }: Operation, { body, contentType: type = first }: AnyInput) {
  if (body === undefined) return { body: undefined, type: undefined };
  return { body: type === json ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>), type };
}

function isSuccess({ success }: Operation, { status, ok }: Response): boolean {
  return ok || status === success.alsoAt;
}

async function readResponse({ success }: Operation, response: Response): Promise<unknown> {
  if (success.schema) return response.json();
  return success.mediaTypes ? response : undefined;
}
