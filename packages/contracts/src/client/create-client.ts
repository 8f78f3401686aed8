import type { Operation } from "../api/operation.ts";
import { toApiError } from "./api-error.ts";
import type { AnyInput, Call, CallInput } from "./call.ts";

export interface ClientOptions {
  /** Origin of the API, without a trailing slash. */
  baseUrl: string;
  /** By default the platform's. */
  fetch?: typeof fetch;
  /** Returns an access token or an API key; undefined for a request without one. */
  getToken?: () => string | undefined | Promise<string | undefined>;
}

export type Client<O extends Record<string, Operation>> = { [Name in keyof O]: Call<O[Name]> };

/**
 * A function for every operation: `createClient(linksOperations, { baseUrl }).createLink({ body: { original_url } })`. Uses the Fetch
 * API only. Answers are typed by the contract and not parsed, as fields may be added to them.
 */
export function createClient<const O extends Record<string, Operation>>(
  operations: O,
  options: ClientOptions,
): Client<O> {
  const calls = Object.entries<Operation>(operations).map(([name, operation]) => [
    name,
    async (input: AnyInput = {}) => {
      const response = await send(operation, input, options);
      if (!isSuccess(operation, response)) throw await toApiError(name, response);
      return readAnswer(operation, response);
    },
  ]);
  return Object.fromEntries(calls);
}

/** Sends an operation, for what a client does not return: status and headers of the answer, which may be a refusal. */
export function sendOperation<const O extends Operation>(
  operation: O,
  input: CallInput<O>,
  options: ClientOptions,
): Promise<Response> {
  return send(operation, input, options);
}

/**
 * The address of an operation, such as that of a picture, or of a stream for `EventSource`, whose `query` has a ticket instead of the
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
  const { baseUrl, fetch: ask = fetch, getToken } = options;
  const token = await getToken?.();
  const { body, type } = toBody(operation, input);
  return ask(toUrl(operation, input, baseUrl), {
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
 * A URL without these segments, which no encoding saves (https://url.spec.whatwg.org/#double-dot-path-segment), would be that of another
 * operation.
 */
function toSegment(name: string, value: string): string {
  if (["", ".", ".."].includes(value)) throw new TypeError(`"${value}" cannot stand in a path as ${name}`);
  return encodeURIComponent(value);
}

type Values = Record<string, unknown>;

const json = "application/json";

/** Bytes go as they are, all else as JSON. */
function toBody({ bodyMediaTypes: [first = json] = [] }: Operation, { body, contentType: type = first }: AnyInput) {
  if (body === undefined) return { body: undefined, type: undefined };
  return { body: type === json ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>), type };
}

function isSuccess({ success }: Operation, { status, ok }: Response): boolean {
  return ok || status === success.alsoAt;
}

async function readAnswer({ success }: Operation, response: Response): Promise<unknown> {
  if (success.schema) return response.json();
  return success.mediaTypes ? response : undefined;
}
